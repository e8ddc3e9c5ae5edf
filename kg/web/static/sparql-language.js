// The words and signs of SPARQL 1.1 (W3C Recommendation 2013-03-21, section 19.8), as the editor colours them.

export const KEYWORDS = `BASE PREFIX SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK FROM NAMED WHERE GROUP BY
HAVING ORDER ASC DESC LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH UNION MINUS FILTER EXISTS NOT IN BIND AS
SERVICE SILENT a true false`.split(/\s+/);

export const FUNCTIONS = `COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI URI
BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE
STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512
COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE`.split(/\s+/);

/** Return the editor's mode for SPARQL. */
export function mode(ace) {
  const { TextHighlightRules } = ace.require("ace/mode/text_highlight_rules");
  const { Mode: TextMode } = ace.require("ace/mode/text");

  class Rules extends TextHighlightRules {
    constructor() {
      super();
      const words = this.createKeywordMapper(
        {
          keyword: KEYWORDS.join("|").toLowerCase(),
          "support.function": FUNCTIONS.join("|").toLowerCase(),
        },
        "text",
        true,
      );
      const long = (quotes, next) => [
        { token: "string", regex: quotes, next },
        { token: "constant.character.escape", regex: /\\./ },
        { defaultToken: "string" },
      ];
      this.$rules = {
        start: [
          { token: "string.iri", regex: /<[^<>"{}|^`\\\s]*>/ },
          { token: "comment", regex: /#.*$/ },
          { token: "string", regex: /"""/, next: "double" },
          { token: "string", regex: /'''/, next: "single" },
          { token: "string", regex: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/ },
          { token: "invalid", regex: /["'].*$/ },
          { token: "variable", regex: /[?$][\w\u00b7-\uffff]+/ },
          { token: "string.language", regex: /@[A-Za-z]+(?:-[A-Za-z0-9]+)*/ },
          {
            token: ["support.prefix", "entity.name"],
            regex: /([\w\u00c0-\uffff.-]*:)((?:[\w\u00b7-\uffff:%-]|\.(?=[\w:%-])|\\[-_~.!$&'()*+,;=/?#@%])*)/,
          },
          { token: "constant.numeric", regex: /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\b/ },
          { token: words, regex: /[A-Za-z_][A-Za-z_0-9]*/ },
          { token: "paren.lparen", regex: /[[({]/ },
          { token: "paren.rparen", regex: /[\])}]/ },
          { token: "keyword.operator", regex: /\^\^|&&|\|\||!=|<=|>=|[-+*/=<>!|^?]/ },
          { token: "punctuation", regex: /[.;,]/ },
        ],
        double: long(/"""/, "start"),
        single: long(/'''/, "start"),
      };
      this.normalizeRules();
    }
  }

  class Mode extends TextMode {
    constructor() {
      super();
      this.HighlightRules = Rules;
      this.lineCommentStart = "#";
      this.$id = "kg/sparql";
    }

    getNextLineIndent(_state, line, tab) {
      const indent = this.$getIndent(line);
      return /[{(]\s*$/.test(line) ? indent + tab : indent;
    }

    checkOutdent(_state, line, input) {
      return /^\s*$/.test(line) && /^\s*[})]/.test(input);
    }

    autoOutdent(_state, doc, row) {
      const opening = doc.findMatchingBracket({ row, column: doc.getLine(row).indexOf("}") + 1 });
      if (opening && opening.row !== row) {
        const indent = this.$getIndent(doc.getLine(opening.row));
        doc.replace({ start: { row, column: 0 }, end: { row, column: doc.getLine(row).search(/\S/) } }, indent);
      }
    }
  }
  return new Mode();
}
