// An extension of JupyterLab and Notebook 7, written as they load one: a container with a module.
// Front ends colour all cells of a notebook alike; in notebooks of the Layerbook kernel, cells of commands become text.
(() => {
  const KERNEL = "layerbook";
  const TEXT = "text/plain";

  // A cell that begins with %%, unless it is JJava's that holds Java, or one of commands and comments alone.
  const isText = source =>
    /^%%(?!time\b)\w/.test(source) ||
    (/^\s*%\w/m.test(source) && source.split("\n").every(line => /^\s*($|\/\/|%\w)/.test(line)));

  const accessor = (object, name) =>
    object && (Object.getOwnPropertyDescriptor(object, name) ?? accessor(Object.getPrototypeOf(object), name));

  // Keeps the type of a cell's text to what its source says. Whoever sets another one sets that, as the editor, which loads
  // the colours of a language in the background, would show those that arrive last.
  const watch = (cell, notebook) => {
    if (cell.type !== "code") return;
    const type = accessor(cell, "mimeType");
    Object.defineProperty(cell, "mimeType", {
      configurable: true,
      get: () => type.get.call(cell),
      set: value => type.set.call(cell, isText(cell.sharedModel.getSource()) ? TEXT : value),
    });
    const update = () => (cell.mimeType = notebook.content.codeMimetype);
    cell.contentChanged.connect(update);
    update();
  };

  const watchNotebook = notebook => {
    const watched = new WeakSet();
    const watchAll = () => {
      const kernel = notebook.sessionContext.session?.kernel?.name ?? notebook.sessionContext.kernelPreference.name;
      const cells = notebook.content.model?.cells;
      for (let i = 0; kernel === KERNEL && cells && i < cells.length; i++) {
        const cell = cells.get(i);
        if (!watched.has(cell)) {
          watched.add(cell);
          watch(cell, notebook);
        }
      }
    };
    notebook.sessionContext.kernelChanged.connect(watchAll);
    notebook.context.ready.then(() => {
      notebook.content.model.cells.changed.connect(watchAll);
      watchAll();
    });
  };

  const plugin = {
    id: "layerbook:cells",
    autoStart: true,
    activate: app => {
      app.docRegistry.addWidgetExtension("Notebook", { createNew: watchNotebook });
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.layerbook = {
    init: () => undefined,
    get: () => Promise.resolve(() => ({ __esModule: true, default: plugin })),
  };
})();
