// Evaluates a page's data at positions of its sliders, exactly: numbers while they are small enough,
// BigInt beyond. A size without a value (negative, beyond 64 bits, divided by zero) is undefined.
function layerbookModel(data) {
  "use strict";
  var EXACT = 9007199254740991;
  var MOST = BigInt("9223372036854775807");

  // Each right for two numbers whose result is exact, and for two BigInts.
  var operations = {
    ADD: function (a, b) { return a + b; },
    SUBTRACT: function (a, b) { return a - b; },
    MULTIPLY: function (a, b) { return a * b; },
    DIVIDE: function (a, b) { return (a - a % b) / b; },
    DIVIDE_UP: function (a, b) { return a % b == 0 ? a / b : (a - a % b) / b + b / b; },
    MAXIMUM: function (a, b) { return a > b ? a : b; },
    MINIMUM: function (a, b) { return a < b ? a : b; }
  };

  var relations = {
    AT_MOST: function (found, limit) { return found <= limit; },
    AT_LEAST: function (found, limit) { return found >= limit; },
    EQUAL: function (found, limit) { return found == limit; },
    EQUAL_OR_ONE: function (found, limit) { return found == limit || found == 1 || limit == 1; },
    MULTIPLE_OF: function (found, limit) {
      return limit > 0 && BigInt(found) % BigInt(limit) == BigInt(0);
    }
  };

  function apply(name, a, b) {
    if (a === undefined || b === undefined) return undefined;
    if (b == 0 && (name === "DIVIDE" || name === "DIVIDE_UP")) return undefined;
    if (typeof a === "number" && typeof b === "number") {
      var small = operations[name](a, b);
      if (small <= EXACT) return small < 0 ? undefined : small;
    }
    var big = operations[name](BigInt(a), BigInt(b));
    if (big < BigInt(0) || big > MOST) return undefined;
    return big <= BigInt(EXACT) ? Number(big) : big;
  }

  // A number of the data: text where it is beyond what a number holds.
  function whole(written) {
    return typeof written === "string" ? BigInt(written) : written;
  }

  function evaluate(positions) {
    var values = [];
    for (var i = 0; i < data.terms.length; i++) {
      var term = data.terms[i];
      if (typeof term !== "object") {
        values.push(whole(term));
      } else if (term.length === 1) {
        var symbol = data.symbols[term[0]];
        values.push(whole(symbol[1][positions[symbol[0]]]));
      } else {
        var value = values[term[1]];
        for (var k = 2; k < term.length; k++) value = apply(term[0], value, values[term[k]]);
        values.push(value);
      }
    }
    return values;
  }

  function text(sentence, values) {
    return data.texts[sentence].map(function (part) {
      if (typeof part === "string") return part;
      var value = values[typeof part === "number" ? part : part[0]];
      if (value === undefined) return "?";
      return typeof part === "number" ? String(value) : count(value);
    }).join("");
  }

  // Why there is no such network, as building it would say it; empty if there is one.
  function problem(network, values) {
    for (var i = 0; i < network.needs.length; i++) {
      var need = network.needs[i];
      var sentence = need[need.length - 1];
      if (need.length === 4) {
        var found = values[need[1]], limit = values[need[2]];
        if (found !== undefined && limit !== undefined
            && !relations[need[0]](found, limit)) {
          return text(sentence, values);
        }
      } else {
        var why = fault(need[0], values[need[1]], values[need[2]], values[need[3]]);
        if (why) return text(sentence, values) + why;
      }
    }
    return "";
  }

  // Why an operation has no value, from its value and its first and last operand.
  function fault(name, value, first, last) {
    if (name === "SUBTRACT" && first < last) return data.faults[0];
    if (last == 0 && (name === "DIVIDE" || name === "DIVIDE_UP")) return data.faults[1];
    return value === undefined ? data.faults[2] : "";
  }

  // The number of a measure from its terms' values: whole, and of a ratio a quotient.
  function number(values) {
    if (values.length < 2) return values[0];
    return values[1] == 0 ? NaN : Number(values[0]) / Number(values[1]);
  }

  function state(positions) {
    var which = 0;
    data.sliders.forEach(function (slider, i) { which += slider.step * positions[i]; });
    var network = data.networks[which];
    if (network.problem) return { network: network, problem: network.problem, values: [] };
    var values = evaluate(positions);
    function at(term) { return values[term]; }
    return {
      network: network,
      problem: problem(network, values),
      values: values,
      totals: network.totals.map(function (terms) { return number(terms.map(at)); }),
      measure: function (terms) { return number(terms.map(at)); },
      text: function (sentence) { return text(sentence, values); }
    };
  }

  // --- Numbers for readers, as the library writes them ---

  function count(value) {
    return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  }

  function power(base, exponent) {
    var result = BigInt(1);
    for (var i = 0; i < exponent; i++) result *= BigInt(base);
    return result;
  }

  // A quotient to some decimals, half up, as a whole number of units of the last decimal.
  function rounded(value, divisor, decimals) {
    return (value * power(10, decimals) * BigInt(2) + divisor) / (divisor * BigInt(2));
  }

  function decimal(digits, decimals) {
    var written = String(digits);
    while (written.length <= decimals) written = "0" + written;
    return decimals === 0 ? written
      : written.slice(0, -decimals) + "." + written.slice(-decimals);
  }

  function scaled(value, scale, threeDigits) {
    var base = scale[0], units = scale[1];
    var number = BigInt(value), exponent = 0, shown = number, decimals = 0;
    while (exponent < units.length - 1 && shown >= BigInt(base) * power(10, decimals)) {
      exponent++;
      var worth = power(base, exponent), whole = number / worth;
      decimals = !threeDigits || whole < BigInt(10) ? 2 : whole < BigInt(100) ? 1 : 0;
      shown = rounded(number, worth, decimals);
    }
    return decimal(shown, decimals) + (units[exponent] ? " " + units[exponent] : "");
  }

  // A positive floating-point number to some decimals, half up by its written digits.
  function fixed(value, decimals) {
    var match = /^(\d+)(?:\.(\d*))?(?:e([+-]\d+))?$/.exec(String(value));
    var fraction = match[2] || "", exponent = Number(match[3] || 0) - fraction.length;
    var digits = BigInt(match[1] + fraction);
    var units = exponent >= -decimals
      ? digits * power(10, exponent + decimals)
      : rounded(digits, power(10, -exponent - decimals), 0);
    var written = decimal(units, decimals).split(".");
    return [count(written[0])].concat(written.slice(1)).join(".");
  }

  function ratio(value) {
    if (isNaN(value)) return "–";
    if (value === Infinity) return "∞";
    if (value >= 1e15 || (value > 0 && value < 1e-4)) {
      return value.toExponential(3).replace(/e([+-])(\d)$/, "e$10$2");
    }
    var small = value > 0 && value < 1;
    return fixed(value, small ? Math.ceil(-Math.log10(value)) + 1 : 1);
  }

  // Every digit; bytes and ratios to where readers stop.
  function written(quantity, value) {
    if (quantity.style === "RATIO") return ratio(value);
    if (quantity.style !== "BINARY") return count(value);
    return value < 1024 ? count(value) + (value == 1 ? " byte" : " bytes")
      : scaled(value, data.scales.BINARY_BYTES, false);
  }

  // Where there is little room.
  function brief(quantity, value) {
    return quantity.style !== "ROUNDED" || value < 10000
      ? written(quantity, value) : scaled(value, data.scales.COUNTS, true);
  }

  return { state: state, evaluate: evaluate, whole: whole, number: number, apply: apply,
    count: count, written: written, brief: brief };
}
