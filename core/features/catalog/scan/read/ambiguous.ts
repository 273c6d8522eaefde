/** Endings that several languages share: what in the text tells them apart, and which is likely when nothing does. */

type Rule = readonly [language: string, pattern: RegExp];

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  ".h": [
    ["Objective-C", /^\s*(?:@(?:interface|class|protocol|property|end|synchronised|selector|implementation)\b|#import\s)/m],
    ["C++", /^\s*(?:template\s*<|class\s+\w+|namespace\s+\w*|using\s+(?:namespace|\w+\s*=)|public:|private:|protected:)|\bstd::|#include\s*<(?:string|vector|iostream|memory|map|cstdint|functional)>|\bconstexpr\b|\bnullptr\b/m],
  ],
  ".m": [
    ["Objective-C", /^\s*(?:@(?:interface|class|protocol|property|end|synchronised|selector|implementation)\b|#import\s|#include\s+["<])/m],
    ["Wolfram Language", /\(\*[\s\S]*?\*\)|^\s*\w+\[.*\]\s*:?=/m],
    ["Mercury", /^:- module/m],
    ["MATLAB", /^\s*(?:%|function\b|end\b)|\bdisp\(/m],
  ],
  ".mm": [["XML", /^\s*<\?xml|<map\b/]],
  ".pl": [
    ["Prolog", /^[^#]*:-|^\s*\w+\(.*\)\s*\.\s*$/m],
    ["Raku", /^\s*(?:use v6|(?:my )?class \w+ |role \w+)/m],
    ["Perl", /\buse\s+(?:strict|warnings|v?5)\b|^#!.*perl|\bmy\s+[$@%]/m],
  ],
  ".pm": [["Raku", /^\s*(?:use v6\b|unit (?:module|class))/m]],
  ".t": [
    ["Perl", /\buse\s+(?:strict|warnings|Test::|v?5)/m],
    ["Raku", /^\s*use v6/m],
  ],
  ".ts": [["XML", /<TS\b|<!DOCTYPE TS/]],
  ".tsx": [["XML", /^\s*<\?xml[\s\S]*<tileset/i]],
  ".v": [
    ["Rocq Prover", /(?:^|\s)(?:Proof|Qed|Theorem|Lemma|Require|Inductive|Definition)\b[\s\S]*\./],
    ["Verilog", /^[ \t]*(?:module\s+\w+\s*[#(;]|`(?:timescale|define|include)|always\s*@|endmodule|initial\s+begin)/m],
    ["V", /^\s*(?:fn\s+\w+|pub\s+fn|import\s+\w+$|module\s+\w+$)/m],
  ],
  ".sql": [
    ["PLpgSQL", /^\s*\\i\b|AS\s+\$\$|LANGUAGE\s+'?plpgsql/im],
    ["SQLPL", /ALTER\s+MODULE|MODE\s+DB2SQL|\bSYS(?:CAT|PROC)\./i],
    ["PLSQL", /\$\$PLSQL_|\bXMLTYPE\b|\bSYSTIMESTAMP\b|\.NEXTVAL\b|CONNECT\s+BY|AUTHID\s+(?:DEFINER|CURRENT_USER)|\bVARCHAR2\b/i],
    ["TSQL", /^\s*GO\b|BEGIN\s+(?:TRY|CATCH)|OUTPUT\s+INSERTED|DECLARE\s+@|\[dbo\]|\bNVARCHAR\s*\(MAX\)/im],
  ],
  ".cs": [["Smalltalk", /^![\w\s]+methodsFor: /m]],
  ".fs": [
    ["F#", /^\s*(?:#light|import|let|module|namespace|open|type)\b/m],
    ["GLSL", /^\s*(?:#version|precision|uniform|varying|vec[234])/m],
    ["Forth", /^(?:: |new-device)/m],
  ],
  ".r": [
    ["Rebol", /\bRebol\b/i],
    ["R", /<-|^\s*#|library\(/m],
  ],
  ".rs": [
    ["RenderScript", /#include|#pragma\s+(?:rs|version)|__attribute__/],
    ["Rust", /^\s*(?:use |fn |mod |pub |macro_rules|impl|#!?\[)/m],
  ],
  ".d": [
    ["DTrace", /^(?:\w+:\w*:\w*:\w*|BEGIN|END|provider\s+|#pragma\s+D\s)/m],
    ["Makefile", /^(?:[\w./-]+\.o\s*:)/m],
    ["D", /^\s*(?:module|import)\s+[\w.]+\s*[;:]|\bvoid main\(/m],
  ],
  ".ml": [["Standard ML", /\bval\s+\w+\s*=\s*fn\b|\bfun\s+\w+.*=|^\s*structure\b/m]],
  ".php": [["Hack", /^\s*<\?hh/]],
  ".hh": [["Hack", /^\s*<\?hh/]],
  ".html": [["Ecmarkup", /<emu-(?:alg|annex|biblio|clause|eqn|example|figure)\b/]],
  ".inc": [
    ["PHP", /^\s*<\?(?:php)?/],
    ["POV-Ray SDL", /^\s*#(?:declare|local|macro|while)\s/m],
    ["Assembly", /^\s*(?:%(?:define|macro)|\.equ|section\s)/im],
    ["C++", /^\s*#(?:include|define|ifdef)/m],
  ],
  ".lisp": [["NewLisp", /^\s*\(define /m]],
  ".cl": [
    ["Common Lisp", /^\s*\((?:defun|in-package|defpackage)/im],
    ["OpenCL", /__kernel|\bkernel\s+void\b|get_global_id/],
    ["Cool", /^class\s+\w+.*\{/im],
  ],
  ".ex": [["Euphoria", /^\s*(?:include|procedure|function|type|namespace|public\s+(?:include|procedure|function))\s/m]],
  ".es": [["Erlang", /^\s*(?:%%|main\s*\(.*?\)\s*->)/m]],
  ".gd": [["GAP", /\b(?:Declare|BindGlobal|KeyDependentOperation)/]],
  ".pro": [
    ["Prolog", /^[^#[]*:-/m],
    ["QMake", /^\s*(?:TEMPLATE|SOURCES|QT|CONFIG)\s*[+-]?=/m],
  ],
  ".sc": [["SuperCollider", /\b(?:SynthDef|Server|SinOsc)\b|^\s*\(?\s*~\w+\s*=/m]],
  ".st": [["StringTemplate", /\$\w+[($]|\$!\s*.+?\s*!\$|<!\s*.+?\s*!>/]],
  ".as": [["AngelScript", /\bvoid\s+Main\s*\(|@\w+\s*=/]],
  ".bas": [["Visual Basic 6.0", /^\s*Attribute VB_Name/m]],
  ".cls": [
    ["TeX", /^\s*\\(?:NeedsTeXFormat|ProvidesClass)/m],
    ["Visual Basic 6.0", /^\s*VERSION\s+\d\.\d\s+CLASS/m],
    ["OpenEdge ABL", /^\s*(?:USING\s+Progress|CLASS\s+[\w.]+:)/im],
  ],
  ".frag": [["JavaScript", /^\(function|\bwindow\./]],
  ".gs": [
    ["GLSL", /^#version\s+\d+/m],
    ["Gosu", /^uses (?:java|gw)\./m],
    ["Genie", /^\[indent=/m],
  ],
  ".sol": [["Gerber Image", /^[DGMT]\d{2}\*/m]],
  ".tl": [["Type Language", /^(?:boolTrue|---functions---)/m]],
  ".workflow": [["XML", /^\s*<\?xml/]],
};

const PREFERRED: Readonly<Record<string, string>> = {
  ".h": "C", ".m": "Objective-C", ".mm": "Objective-C++", ".pl": "Perl", ".pm": "Perl", ".t": "Perl", ".ts": "TypeScript", ".tsx": "TypeScript",
  ".v": "V", ".sql": "SQL", ".cs": "C#", ".fs": "F#", ".r": "R", ".rs": "Rust", ".d": "D", ".ml": "OCaml", ".php": "PHP", ".hh": "C++",
  ".html": "HTML", ".inc": "PHP", ".lisp": "Common Lisp", ".cl": "OpenCL", ".ex": "Elixir", ".es": "JavaScript", ".gd": "GDScript",
  ".pro": "Prolog", ".sc": "Scala", ".st": "Smalltalk", ".as": "ActionScript", ".bas": "BASIC", ".cls": "Apex", ".frag": "GLSL",
  ".gs": "JavaScript", ".sol": "Solidity", ".tl": "Teal", ".asm": "Assembly", ".s": "Assembly", ".nas": "Assembly", ".lsp": "Common Lisp",
  ".l": "Lex", ".b": "Brainfuck", ".f": "Fortran", ".for": "Fortran", ".fx": "HLSL", ".re": "Reason", ".cake": "C#", ".mod": "Modula-2",
  ".trigger": "Apex", ".i": "SWIG", ".e": "Eiffel", ".ftl": "FreeMarker", ".tpl": "Smarty", ".pp": "Puppet", ".ls": "LiveScript",
  ".lean": "Lean 4", ".cgi": "Perl", ".fcgi": "PHP", ".vba": "VBA", ".q": "q", ".mo": "Motoko", ".nu": "Nushell", ".odin": "Odin", ".n": "Nemerle",
  ".p": "OpenEdge ABL", ".scm": "Scheme", ".star": "Starlark", ".sw": "Sway", ".tsp": "TypeSpec", ".typ": "Typst", ".cairo": "Cairo", ".k": "KCL",
  ".shader": "ShaderLab", ".ddl": "SQL", ".prc": "PLSQL", ".jq": "jq", ".m4": "M4", ".md": "Markdown", ".json": "JSON", ".yml": "YAML", ".yaml": "YAML",
  ".spec": "RPM Spec", ".cfg": "INI", ".properties": "Java Properties", ".toc": "TeX", ".txt": "Text", ".plist": "XML Property List", ".mojo": "Mojo",
  ".gml": "Game Maker Language", ".x": "Logos", ".nr": "Noir", ".gts": "Glimmer TS", ".ch": "xBase", ".st2": "Smalltalk", ".bb": "BlitzBasic",
  ".ms": "MAXScript", ".man": "Roff", ".1": "Roff", ".2": "Roff", ".3": "Roff", ".4": "Roff", ".5": "Roff", ".6": "Roff", ".7": "Roff", ".8": "Roff",
  ".res": "XML", ".w": "CWeb", ".pod": "Pod", ".tact": "Tact", ".uc": "UnrealScript", ".bf": "Brainfuck", ".csl": "XML", ".pkl": "Pkl", ".rpy": "Ren'Py",
  ".qs": "Q#", ".pc": "pkg-config", ".bs": "BrighterScript", ".al": "AL", ".cue": "CUE", ".vhost": "ApacheConf", ".nb": "Text", ".st3": "Smalltalk",
};

/** The language that the text speaks for, or null when nothing in it does. */
export function disambiguate(ending: string, text: string): string | null {
  const head = text.slice(0, 50_000);
  return RULES[ending]?.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
}

/** The likely language of an ending. */
export function preferred(ending: string): string | null {
  return PREFERRED[ending] ?? null;
}
