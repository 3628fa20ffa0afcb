// Shows a page's data in an element, in place of the table that stands there: sliders above, then
// totals, then rows. Everything is in the element's shadow tree, so that pages share nothing.
function layerbookPage(host, data, model, style) {
  "use strict";
  if (!host || !host.attachShadow || host.shadowRoot) return;
  var positions = data.sliders.map(function (slider) { return slider.start; });
  var shown = 0;
  while (shown < data.quantities.length - 1 && !data.quantities[shown].layers) shown++;
  var open = {};

  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (key === "text") made.textContent = attributes[key];
      else if (attributes[key] !== undefined) made.setAttribute(key, attributes[key]);
    });
    (children || []).forEach(function (child) { if (child) made.appendChild(child); });
    return made;
  }

  function set(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  // --- Sliders ---

  function valueText(slider, at) {
    var value = slider.values[at];
    var plain = /^\d+$/.test(value) ? model.count(value) : value;
    return slider.scales ? plain + " ×" : plain;
  }

  var sliders = data.sliders.map(function (slider, i) {
    var id = "slider" + i;
    var value = element("output", { "for": id });
    var range = element("input", { type: "range", id: id, min: 0, max: slider.values.length - 1,
      step: 1, value: slider.start });
    range.value = slider.start;
    range.addEventListener("input", function () {
      positions[i] = Number(range.value);
      update();
    });
    range.addEventListener("change", announce);
    return {
      node: element("div", { "class": "slider" }, [
        element("label", { "for": id, text: slider.name }), value, range,
        element("span", { "class": "ends", "aria-hidden": "true" }, [
          element("span", { text: valueText(slider, 0) }),
          element("span", { text: valueText(slider, slider.values.length - 1) })])]),
      update: function () {
        var text = valueText(slider, positions[i]);
        range.value = positions[i];
        range.setAttribute("aria-valuetext", text);
        set(value, text);
      }
    };
  });

  // --- Totals, which also choose what the rows show ---

  function over(quantity, total) {
    return total - (typeof total === "bigint" ? BigInt(quantity.most) : quantity.most);
  }

  function light(quantity, total) {
    if (total === undefined || total !== total) return "";
    var most = model.whole(quantity.most);
    var text = model.brief(quantity, most);
    return total <= most ? "✓ within " + text : "✗ above " + text;
  }

  function times(quantity, total, before) {
    var by = Number(total) / Number(before);
    if (!isFinite(by) || by === 0) return "";
    var text = by >= 1000 ? model.count(Math.round(by)) : String(Number(by.toPrecision(3)));
    return text + " ×";
  }

  var totals = data.quantities.map(function (quantity, i) {
    var value = element("strong");
    var before = element("span", { "class": "before" });
    var budget = element("span", { "class": "budget" });
    var radio = element("input", { type: "radio", name: "shown", value: i });
    radio.checked = i === shown;
    radio.addEventListener("change", function () { shown = i; update(); });
    var card = element("label", { "class": "total", style: "--hue:" + quantity.color }, [
      radio, element("span", { "class": "name", text: quantity.heading }), value, before,
      quantity.most === undefined ? null : budget]);
    return {
      node: card,
      update: function (state) {
        var total = state.problem ? undefined : state.totals[i];
        var own = model.number(state.network.defined
          ? state.network.defined[i].map(model.whole) : [undefined]);
        set(value, total === undefined ? "–" : model.written(quantity, total));
        set(before, own === undefined ? "" : "as defined " + model.brief(quantity, own)
          + (total === undefined || total == own ? "" : " · " + times(quantity, total, own)));
        card.classList.toggle("chosen", i === shown);
        if (quantity.most !== undefined) {
          set(budget, light(quantity, total));
          budget.classList.toggle("over", total !== undefined && !(total <= model.whole(quantity.most)));
        }
      },
      say: function (state) {
        var total = state.totals[i];
        return quantity.heading + " " + model.written(quantity, total)
          + (quantity.most === undefined ? "" : ", " + light(quantity, total).slice(2));
      }
    };
  });

  // --- Rows ---

  function measure(state, terms) {
    return terms.length ? state.measure(terms) : undefined;
  }

  function size(value) {
    return value === undefined || value !== value ? 0 : Number(value);
  }

  function widest(state) {
    var most = 0;
    state.network.rows.forEach(function (row) {
      most = Math.max(most, size(measure(state, row.m[shown])), size(before(row)));
    });
    return most || 1;
  }

  function before(row) {
    return row.w[shown].length ? model.number(row.w[shown].map(model.whole)) : undefined;
  }

  function line(row, path, depth, network) {
    var name = element("span", { "class": "name", text: row.n });
    if (row.x) name.appendChild(element("span", { "class": "times", text: " " + row.x + " ×" }));
    var about = element("span", { "class": "about" });
    var was = element("div", { "class": "was" }), now = element("div", { "class": "now" });
    var value = element("td", { "class": "value" });
    var derivation = element("td", { "class": "derivation" });
    var toggle = row.r && element("button", { type: "button", "class": "toggle" }, [name]);
    var head = element("th", { scope: "row", style: "--depth:" + depth },
      [toggle || name, about]);
    var node = element("tr", { "class": row.r ? "block" : "layer" }, [head,
      element("td", { "class": "bar", "aria-hidden": "true" }, [was, now]), value, derivation]);
    if (toggle) {
      toggle.addEventListener("click", function () {
        open[path] = !open[path];
        build();
        update();
        var again = body.querySelector('[data-path="' + CSS.escape(path) + '"] button');
        if (again) again.focus();
      });
      toggle.setAttribute("aria-expanded", open[path] ? "true" : "false");
    }
    node.setAttribute("data-path", path);
    return {
      node: node,
      update: function (state, most) {
        var quantity = data.quantities[shown];
        var number = measure(state, row.m[shown]);
        // What has none of it, however the sliders stand, is not worth a line.
        node.hidden = size(number) === 0 && size(before(row)) === 0;
        set(about, state.text(row.a));
        was.style.width = Math.min(100, 100 * size(before(row)) / most) + "%";
        now.style.width = Math.min(100, 100 * size(number) / most) + "%";
        set(value, number === undefined || number == 0 ? "–" : model.written(quantity, number));
        set(derivation, row.d[shown] < 0 || number == 0 ? "" : "= " + state.text(row.d[shown]));
      }
    };
  }

  var body = element("tbody"), lines = [], built;

  function build(network) {
    built = network || built;
    lines = [];
    function add(rows, path, depth) {
      rows.forEach(function (row) {
        var here = path + "/" + row.n;
        lines.push(line(row, here, depth, built));
        if (row.r && open[here]) add(row.r, here, depth + 1);
      });
    }
    if (built.rows) add(built.rows, "", 0);
    while (body.firstChild) body.removeChild(body.firstChild);
    lines.forEach(function (each) { body.appendChild(each.node); });
  }

  // --- The page ---

  var problem = element("p", { "class": "problem", role: "alert" });
  var live = element("p", { "class": "unseen", "aria-live": "polite" });
  var heading = element("th", { scope: "col", "class": "value" });
  var table = element("table", {}, [
    element("caption", { "class": "unseen", text: "Layers and blocks" }),
    element("thead", {}, [element("tr", {}, [
      element("th", { scope: "col", text: "Layer" }),
      element("td", { "class": "bar", text: "" }),
      heading,
      element("th", { scope: "col", "class": "derivation", text: "Derivation" })])]),
    body]);
  var note = element("p", { "class": "note" });
  var reset = element("button", { type: "button", "class": "reset", text: "Reset" });
  reset.addEventListener("click", function () {
    positions = data.sliders.map(function (slider) { return slider.start; });
    update();
    announce();
  });
  var page = element("section", { "aria-label": data.name ? data.name + " with sliders" : "A network with sliders" }, [
    element("div", { "class": "title" }, [
      element("strong", { text: data.name }),
      element("span", { "class": "key" }, [
        element("span", { "class": "was" }), element("span", { text: "as defined" }),
        element("span", { "class": "now" }), element("span", { text: "at the sliders" })]),
      reset]),
    element("div", { "class": "sliders" }, sliders.map(function (each) { return each.node; })),
    problem,
    element("div", { "class": "totals", role: "radiogroup", "aria-label": "What the rows show" },
      totals.map(function (each) { return each.node; })),
    live, table, note]);

  function announce() {
    var state = model.state(positions);
    set(live, state.problem ? "Not possible: " + state.problem
      : totals.map(function (each) { return each.say(state); }).join("; "));
  }

  // Notebooks have themes of their own: whether this is a dark one, its letters tell.
  function theme() {
    var channels = (getComputedStyle(host).color.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
    var bright = channels[0] * 0.299 + channels[1] * 0.587 + channels[2] * 0.114;
    host.style.colorScheme = bright > 140 ? "dark" : "light";
  }

  function update() {
    var state = model.state(positions);
    if (state.network !== built) build(state.network);
    theme();
    sliders.forEach(function (each) { each.update(); });
    totals.forEach(function (each) { each.update(state); });
    set(problem, state.problem ? "Not possible: " + state.problem : "");
    problem.hidden = !state.problem;
    page.classList.toggle("impossible", !!state.problem);
    page.style.setProperty("--hue", data.quantities[shown].color);
    set(heading, data.quantities[shown].heading);
    if (!state.problem) {
      var most = widest(state);
      lines.forEach(function (each) { each.update(state, most); });
      var left = lines.filter(function (each) { return each.node.hidden; }).length;
      set(note, left ? left + (left === 1 ? " row" : " rows") + " without "
        + data.quantities[shown].heading.toLowerCase() + " not shown" : "");
    }
    note.hidden = table.hidden = !data.quantities[shown].layers || !built.rows;
  }

  var sheet = element("style", { text: style });
  var root = host.attachShadow({ mode: "open" });
  root.appendChild(sheet);
  root.appendChild(page);
  host.setAttribute("data-live", "");
  // While a control has the focus, JupyterLab's shortcuts leave it plain keys, such as arrows; those
  // with Ctrl, such as saving, stay the notebook's.
  function leavePlainKeys(event) {
    host.toggleAttribute("data-lm-suppress-shortcuts", !(event.ctrlKey || event.metaKey || event.altKey));
  }
  host.addEventListener("focusin", function () { window.addEventListener("keydown", leavePlainKeys, true); });
  host.addEventListener("focusout", function () { window.removeEventListener("keydown", leavePlainKeys, true); });
  update();
}
