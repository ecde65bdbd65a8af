// Runs Python apart from the page, which so stays awake; from files of this site only.

import { loadPyodide } from "./pyodide/pyodide.mjs";

const beside = (name) => new URL(name, import.meta.url).href;

async function start() {
  const python = await loadPyodide({
    indexURL: beside("pyodide/"),
    stdin: () => undefined, // nobody types: input() raises EOFError
  });
  const packages = await fetch(beside("pyodide/packages.zip"));
  python.unpackArchive(await packages.arrayBuffer(), "zip");
  const { run } = python.pyimport("cell");
  return (source, name) => {
    const shown = run(source, name, python.globals);
    const parts = shown.toJs();
    shown.destroy();
    return parts;
  };
}

const started = start();

onmessage = async ({ data: { source, name } }) => {
  try {
    const run = await started;
    postMessage({ parts: run(source, name) });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
