/** Shows the form of an exercise, which without scripts would judge nothing. */
function layerbookExercise(host, question) {
  var form = host.querySelector('form');
  if (canJudge() && form.hidden) {
    form.hidden = false;
    layerbookAnswer(form, question, function () {});
  }
}
