// One interpreter: node interpreter.mjs FOLDER JOB ARGUMENT...
//
// FOLDER is a folder of this computer, which the interpreter sees as /work: node_modules (where
// npm has put pyodide), site (libraries), project (what is tested) and jobs. JOB is the name of one,
// with its report and its temporary files. The arguments are pytest's.

import { pathToFileURL } from "node:url";

const [folder, job, ...args] = process.argv.slice(2);
const pyodide = `${folder}/node_modules/pyodide/pyodide.mjs`;
const { loadPyodide } = await import(pathToFileURL(pyodide).href);
const python = await loadPyodide({
  env: {
    HOME: "/home/pyodide",
    NEXT_PYTHON_JOB: `/work/jobs/${job}`,
    PYTHONPYCACHEPREFIX: "/work/bytecode",
  },
});
python.mountNodeFS("/work", folder);
python.mountNodeFS("/tmp", `${folder}/jobs/${job}/tmp`);
python.globals.set("words", python.toPy(args));
process.exitCode = python.runPython(`
import os, sys
sys.dont_write_bytecode = False
sys.path.append("/work/site")
os.chdir("/work/project")
import pytest
int(pytest.main(list(words)))
`);
