// What the editor offers while one types: prefixes, terms of the data, words of SPARQL, variables in use.
import { FUNCTIONS, KEYWORDS } from "./sparql-language.js";

const DECLARED = /\bPREFIX\s+([\w.-]*:)\s*<([^>]*)>/gi;

/** Return the prefixes that a query declares, each with its namespace. */
export function declared(text) {
  return new Map([...text.matchAll(DECLARED)].map((found) => [found[1].slice(0, -1), found[2]]));
}

/** Split an IRI into the known prefix with the longest namespace and the rest; null where there is none. */
function shortened(iri, prefixes) {
  let best = null;
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (iri.startsWith(namespace) && (best === null || namespace.length > best.namespace.length)) {
      best = { prefix, namespace };
    }
  }
  const local = best && iri.slice(best.namespace.length);
  return best && /^[\w-]+$/.test(local) ? { prefix: best.prefix, local } : null;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Return the source of completions for the editor, made of what the server says of the data. */
export function completer(data) {
  const counted = new Intl.NumberFormat();

  function terms(entries, kind, rank) {
    return entries.flatMap(({ iri, count, help }) => {
      const short = shortened(iri, data.prefixes);
      if (short === null) return [];
      const value = `${short.prefix}:${short.local}`;
      const note = count ? ` · ${counted.format(count)}` : "";
      // Among equals what the data have more of comes first.
      return [{
        value, caption: value, meta: kind + note, prefix: short.prefix, score: rank + Math.log10(count + 1),
        docHTML: `<b>${escaped(value)}</b><p>${escaped(iri)}</p><p>${escaped(help)}</p>`, completer: self,
      }];
    });
  }

  const self = {
    id: "sparql",
    identifierRegexps: [/[\w?$:.-]/],

    insertMatch(editor, match) {
      editor.completer.insertMatch({ value: match.value });
      declare(editor, match.prefix);
    },

    getCompletions(_editor, session, position, typed, give) {
      const before = session.getLine(position.row).slice(0, position.column - typed.length);
      const text = session.getValue();
      if (/^[?$]/.test(typed)) {
        const used = new Set([...text.matchAll(/[?$]([A-Za-z_]\w*)/g)].map((found) => typed[0] + found[1]));
        used.delete(typed);
        give(null, [...used].map((value) => ({ value, caption: value, meta: "variable", score: 1 })));
        return;
      }
      if (/\bPREFIX\s+$/i.test(before)) {
        give(null, Object.entries(data.prefixes).map(([prefix, iri]) => (
          { value: `${prefix}: <${iri}>`, caption: `${prefix}:`, meta: iri, score: 1 })));
        return;
      }
      const afterType = /(^|[\s;{])(a|rdf:type)\s+$/.test(before);
      const classes = terms(data.classes, "class", afterType ? 3000 : 900);
      const properties = terms(data.properties, "property", afterType ? 100 : 1000);
      if (typed.includes(":")) {
        give(null, [...classes, ...properties]);
        return;
      }
      const prefixes = Object.entries(data.prefixes).map(([prefix, iri]) => (
        { value: `${prefix}:`, caption: `${prefix}:`, meta: iri, prefix, score: 2000, completer: self }));
      const words = [...KEYWORDS, ...FUNCTIONS.map((name) => `${name}(`)].map((value) => (
        { value, caption: value, meta: "SPARQL", score: 1500 }));
      give(null, [...words, ...prefixes, ...classes, ...properties]);
    },
  };

  /** Put the declaration of a prefix at the top, unless it is there. */
  function declare(editor, prefix) {
    if (!prefix || declared(editor.getValue()).has(prefix)) return;
    const lines = editor.session.getDocument().getAllLines();
    let row = 0;
    lines.forEach((line, number) => { if (/^\s*(PREFIX|BASE)\b/i.test(line)) row = number + 1; });
    editor.session.insert({ row, column: 0 }, `PREFIX ${prefix}: <${data.prefixes[prefix]}>\n`);
  }
  return self;
}
