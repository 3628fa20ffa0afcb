// Draws the charts of a page whose static pictures wait for Plotly, and brings Plotly to the page
// once. Everything hangs on window.layerbook, so that cells may be run again in any order.
(function () {
  "use strict";
  const layerbook = (window.layerbook = window.layerbook || {});

  // Turns every waiting picture into a chart. A picture whose chart fails stays.
  layerbook.draw = function () {
    if (!window.Plotly) return;
    for (const figure of document.querySelectorAll(".layerbook-figure:not([data-drawn])")) {
      const json = figure.querySelector('script[type="application/json"]');
      if (!json) continue;
      figure.setAttribute("data-drawn", "");
      const still = Array.from(figure.children);
      const chart = document.createElement("div");
      try {
        const { data, layout, config } = JSON.parse(json.textContent);
        chart.style.width = "100%";
        chart.style.height = (layout.height || 450) + "px";
        figure.appendChild(chart);
        // The element above has a height, so that the chart may follow the width of the page.
        window.Plotly.newPlot(chart, data, layout, { ...config, responsive: true }).then(
          () => still.forEach((part) => (part.style.display = "none")),
          () => chart.remove());
      } catch (error) {
        chart.remove();
      }
    }
  };

  // Unpacks a bundle (base64 of gzip) unless the page already has one that draws as much.
  layerbook.load = async function (bundle, packed) {
    const rank = { cartesian: 1, full: 2 };
    const present = window.Plotly && !layerbook.bundle ? "full" : layerbook.bundle;
    if (!present || rank[present] < rank[bundle]) {
      layerbook.bundle = bundle;
      const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      const script = document.createElement("script");
      script.textContent = await new Response(stream).text();
      document.head.appendChild(script);
      script.remove();
    }
    layerbook.draw();
  };
})();
