// Makes the form of the SPARQL page an editor, and puts answers into the page instead of loading it anew.
// Without this script, or without the editor, the form works as any form does.
import { completer } from "./sparql-completion.js";
import { mode } from "./sparql-language.js";

const LONGEST_ADDRESS = 6000;

const form = document.getElementById("asking");
const area = document.getElementById("query");
const format = document.getElementById("format");
const state = document.getElementById("state");
const run = form.querySelector("button");

/** The plain text field, with what the page needs of an editor. */
function plain() {
  return {
    focus: () => area.focus(),
    mark(line, column) {
      const lines = area.value.split("\n");
      const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
      area.focus();
      area.setSelectionRange(start, start + 1);
    },
    clear() {},
  };
}

/** The editor in the place of the text field; what is written in it goes into the field. */
function rich(ace) {
  ace.config.set("useStrictCSP", true);
  ace.config.set("basePath", new URL("vendor/ace/", import.meta.url).pathname);
  const box = document.createElement("div");
  box.className = "editor";
  const hint = document.createElement("p");
  hint.className = "note";
  hint.textContent = "Ctrl-Space completes, Ctrl-Enter runs, Escape leaves the editor and Enter goes back into it.";
  area.before(box, hint);
  area.hidden = true;
  document.querySelector("label[for=query]").addEventListener("click", () => editor.focus());
  const editor = ace.edit(box, {
    value: area.value,
    mode: mode(ace),
    theme: { cssClass: "ace-kg", isDark: false, cssText: "" },
    minLines: 12,
    maxLines: 34,
    tabSize: 2,
    useSoftTabs: true,
    useWorker: false,
    showPrintMargin: false,
    wrap: true,
    fontSize: "0.92rem",
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
    enableBasicAutocompletion: true,
    enableLiveAutocompletion: true,
    enableKeyboardAccessibility: true,
    textInputAriaLabel: "Query",
  });
  editor.setHighlightActiveLine(false);
  editor.session.on("change", () => {
    area.value = editor.getValue();
    editor.session.clearAnnotations();
  });
  editor.commands.addCommand({
    name: "run", bindKey: { win: "Ctrl-Enter", mac: "Command-Enter" }, exec: () => form.requestSubmit(run),
  });
  editor.completers = [];
  fetch(form.dataset.completions).then(async (answer) => {
    if (answer.ok) editor.completers = [completer(await answer.json())];
  });
  const { Range } = ace.require("ace/range");
  let marker = null;
  return {
    focus: () => editor.focus(),
    mark(line, column, message) {
      const row = Math.min(line, editor.session.getLength()) - 1;
      const text = editor.session.getLine(row);
      const at = Math.min(Math.max(column - 1, 0), Math.max(text.length - 1, 0));
      editor.session.setAnnotations([{ row, column: at, text: message, type: "error" }]);
      marker = editor.session.addMarker(new Range(row, at, row, at + 1), "at-fault", "text");
      editor.gotoLine(row + 1, at);
      editor.focus();
    },
    clear() {
      if (marker !== null) editor.session.removeMarker(marker);
      marker = null;
      editor.session.clearAnnotations();
    },
  };
}

const field = window.ace ? rich(window.ace) : plain();

/** Show at its place what is wrong with the query, where the page knows the place. */
function point() {
  const message = document.querySelector("#message [data-line]");
  if (message) field.mark(Number(message.dataset.line), Number(message.dataset.column), message.textContent.trim());
}

let pending = null;

function running(seconds) {
  state.textContent = `Running… ${seconds} s. Press Stop to give up.`;
}

async function ask() {
  pending = new AbortController();
  const asked = new URLSearchParams({ query: area.value, format: "html" });
  const address = `${form.action}?${asked}`;
  const short = address.length <= LONGEST_ADDRESS;
  const began = performance.now();
  run.textContent = "Stop";
  field.clear();
  state.textContent = "Running…";
  const clock = setInterval(() => running(Math.round((performance.now() - began) / 1000)), 1000);
  try {
    const headers = { Accept: "text/html" };
    const answer = await (short
      ? fetch(address, { headers, signal: pending.signal })
      : fetch(form.action, { method: "POST", body: asked, headers, signal: pending.signal }));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [found, message] = ["answer", "message"].map((id) => page.getElementById(id));
    if (!found) throw new Error(page.querySelector("main")?.innerText.trim() || `Status ${answer.status}`);
    document.getElementById("answer").replaceWith(found);
    document.getElementById("message").replaceWith(message);
    state.textContent = answer.ok ? `Answered in ${((performance.now() - began) / 1000).toFixed(2)} s.` : "";
    if (short) history.pushState({}, "", address);
    point();
  } catch (error) {
    state.textContent = error.name === "AbortError" ? "Stopped." : `Not answered: ${error.message}`;
  } finally {
    clearInterval(clock);
    run.textContent = "Run";
    pending = null;
  }
}

form.addEventListener("submit", (event) => {
  if (pending) {
    event.preventDefault();
    pending.abort();
  } else if (format.value === "html") {
    event.preventDefault();
    ask();
  }
});
window.addEventListener("popstate", () => location.reload());
point();
