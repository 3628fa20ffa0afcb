/** What an answer says: the texts to be hashed, the first that is known decides; or the problem. */
function readAnswer(question, text) {
  var given = text.trim().replace(/^[^:=]*:\s*/, '');
  if (question.axes > 0) {
    var extents = (given.match(/[0-9]+/g) || []).map(function (digits) {
      return digits.replace(/^0+(?=[0-9])/, '');
    });
    if (extents.length === 0) {
      return { problem: 'Write the extents, such as 7x7x16.' };
    }
    var others = extents.filter(function (extent) { return extent !== '1'; });
    return { keys: [extents.join('x')].concat(extents.length > question.axes ? ['~' + others.join('x')] : []) };
  }
  var number = given.slice(given.lastIndexOf('=') + 1).trim();
  if (question.unit && number.toLowerCase().endsWith(question.unit)) {
    number = number.slice(0, -question.unit.length).trim();
  }
  if (!/^([0-9]+|[0-9]{1,3}([,'’_ \u00a0\u202f][0-9]{3})+)$/.test(number)) {
    return { problem: 'Write one whole number in digits, such as 1,216.' };
  }
  return { keys: [number.replace(/[^0-9]/g, '').replace(/^0+(?=[0-9])/, '')] };
}

/** The verdict on an answer whose texts have these hashes. */
function verdict(question, hashes) {
  if (hashes.some(function (hash) { return question.right.indexOf(hash) >= 0; })) {
    return { right: true, text: '✓ Right.' };
  }
  var known = hashes.filter(function (hash) { return Object.hasOwn(question.wrong, hash); });
  var sentence = known.length > 0 ? question.wrong[known[0]] : 'no usual mistake gives just this';
  return { right: false, text: '✗ Not right: ' + sentence + '.' };
}

function layerbookSheet(sheet) {
  var subtle = window.crypto && window.crypto.subtle;
  var solved = sheet.questions.map(function () { return false; });
  var score = document.getElementById('score');

  function hash(question, key) {
    return subtle.digest('SHA-256', new TextEncoder().encode(question.salt + ':' + key)).then(function (bytes) {
      return Array.from(new Uint8Array(bytes), function (byte) {
        return byte.toString(16).padStart(2, '0');
      }).join('');
    });
  }

  function show(output, result) {
    output.className = result.right ? 'right' : 'wrong';
    output.textContent = result.text;
  }

  function tell() {
    var right = solved.filter(Boolean).length;
    score.textContent = right + ' of ' + solved.length + ' right: '
      + right * sheet.points + ' of ' + solved.length * sheet.points + ' points.';
  }

  if (!subtle) {
    var refused = document.getElementById('refused');
    refused.textContent = 'This browser offers this page no SHA-256: answers cannot be checked here. Hand in your numbers.';
    refused.hidden = false;
  }
  document.querySelectorAll('form').forEach(function (form, place) {
    var question = sheet.questions[place];
    var output = form.querySelector('output');
    form.querySelector('button').disabled = !subtle;
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      if (!subtle) {
        return;
      }
      var text = form.querySelector('input').value;
      var read = readAnswer(question, text);
      if (read.problem) {
        show(output, { right: false, text: read.problem });
        return;
      }
      Promise.all(read.keys.map(function (key) { return hash(question, key); })).then(function (hashes) {
        if (form.querySelector('input').value !== text) {
          return;
        }
        var result = verdict(question, hashes);
        solved[place] = result.right;
        show(output, result);
        tell();
      });
    });
  });
  tell();
}

if (typeof document !== 'undefined') {
  layerbookSheet(sheet);
}
