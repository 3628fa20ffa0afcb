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

/** The hashes of an answer's texts, of which the first that is known decides. */
function hashes(question, keys) {
  return Promise.all(keys.map(function (key) {
    var text = new TextEncoder().encode(question.salt + ':' + key);
    return window.crypto.subtle.digest('SHA-256', text).then(function (bytes) {
      return Array.from(new Uint8Array(bytes, 0, 8), function (byte) {
        return byte.toString(16).padStart(2, '0');
      }).join('');
    });
  }));
}

/** Lets a form judge what is written into it; each verdict is told. */
function layerbookAnswer(form, question, told) {
  var input = form.querySelector('input');
  var output = form.querySelector('output');

  function show(result) {
    output.className = result.right ? 'right' : 'wrong';
    output.textContent = result.text;
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var text = input.value;
    var read = readAnswer(question, text);
    if (read.problem) {
      show({ right: false, text: read.problem });
      return;
    }
    hashes(question, read.keys).then(function (found) {
      if (input.value !== text) {
        return;
      }
      var result = verdict(question, found);
      show(result);
      told(result.right);
    });
  });
}

/** Whether this browser gives this page the means to judge. */
function canJudge() {
  return Boolean(window.crypto && window.crypto.subtle);
}
