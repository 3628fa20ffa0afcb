function layerbookSheet(sheet) {
  var solved = sheet.questions.map(function () { return false; });
  var score = document.getElementById('score');

  function tell() {
    var right = solved.filter(Boolean).length;
    score.textContent = right + ' of ' + solved.length + ' right: '
      + right * sheet.points + ' of ' + solved.length * sheet.points + ' points.';
  }

  if (!canJudge()) {
    var refused = document.getElementById('refused');
    refused.textContent = 'This browser offers this page no SHA-256: answers cannot be checked here. Hand in your numbers.';
    refused.hidden = false;
  }
  document.querySelectorAll('form').forEach(function (form, place) {
    form.querySelector('button').disabled = !canJudge();
    if (canJudge()) {
      layerbookAnswer(form, sheet.questions[place], function (right) {
        solved[place] = right;
        tell();
      });
    } else {
      form.addEventListener('submit', function (event) { event.preventDefault(); });
    }
  });
  tell();
}

layerbookSheet(sheet);
