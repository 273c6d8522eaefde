/**
 * The languages of GitHub's linguist (npm: linguist-languages, MIT), cut down to what a scan needs: importing the package's
 * 833 modules takes half a second in each thread, this table some milliseconds. Made by language-table.test.ts; after an
 * update of the package run that test with `-u`.
 *
 * A row: name | group it is counted as | + when GitHub counts it | endings | file names | interpreters; three to a line.
 */
export const LANGUAGE_TABLE = `
1C Enterprise||+|.bsl .os||;4D||+|.4dm||;ABAP||+|.abap||
ABAP CDS||+|.asddls||;AGS Script||+|.asc .ash||;AIDL||+|.aidl||aidl
AL||+|.al||;ALGOL||+|.alg||;AMPL||+|.ampl .mod||
ANTLR||+|.g4||;API Blueprint||+|.apib||;APL||+|.apl .dyalog||apl aplx dyalog
ASL||+|.asl .dsl||;ASP.NET||+|.asax .ascx .ashx .asmx .aspx .axd||;ATS||+|.dats .hats .sats||
ActionScript||+|.as||;Ada||+|.adb .ada .ads||;Agda||+|.agda||
Aiken||+|.ak||;Aleo||+|.aleo||;Alloy||+|.als||
Alpine Abuild|Shell|+||APKBUILD|;AngelScript||+|.as .angelscript||;Answer Set Programming||+|.lp||clingo
Antlers||+|.antlers.html .antlers.php .antlers.xml||;Apex||+|.cls .apex .trigger||;Apollo Guidance Computer|Assembly|+|.agc||
AppleScript||+|.applescript .scpt||osascript;Arc||+|.arc||;AsciiDoc|||.asciidoc .adoc .asc||
AspectJ||+|.aj||;Assembly||+|.asm .a51 .i .inc .nas .nasm .s||;Astro||+|.astro||
Asymptote||+|.asy||asy;Augeas||+|.aug||;AutoHotkey||+|.ahk .ah1 .ah2 .ahkl||
AutoIt||+|.au3||;Awk||+|.awk .auk .gawk .mawk .nawk||awk gawk mawk nawk;B||+|.b||
B (Formal Method)||+|.mch||;B4X||+|.bas||;BAML||+|.baml||
BASIC||+|.bas||;BBCode||+|.bbcode||;BQN||+|.bqn||
Ballerina||+|.bal||;Batchfile||+|.bat .cmd|gradlew.bat mvnw.cmd|;Beef||+|.bf||
Befunge||+|.befunge .bf||;Berry||+|.be||;BibTeX|TeX|+|.bib .bibtex||
BibTeX Style||+|.bst||;Bicep||+|.bicep .bicepparam||;Bikeshed||+|.bs||
Bison|Yacc|+|.bison||;BitBake||+|.bb .bbappend .bbclass .inc||;Blade||+|.blade .blade.php||
BlitzBasic||+|.bb .decls||;BlitzMax||+|.bmx||;Blueprint||+|.blp||
Bluespec||+|.bsv||;Bluespec BH|Bluespec|+|.bs||;Boo||+|.boo||
Boogie||+|.bpl||boogie;Brainfuck||+|.b .bf||;BrighterScript||+|.bs||
Brightscript||+|.brs||;Bru||+|.bru||;BuildStream|||.bst||
C||+|.c .cats .h .h.in .idc||tcc;C#||+|.cs .cake .cs.pp .csx .linq||;C++||+|.cpp .c++ .cc .cp .cppm .cxx .h .h++ .hh .hpp .hxx .inc .inl .ino .ipp .ixx .re .tcc .tpp .txx||
C2hs Haskell|Haskell|+|.chs||;C3||+|.c3||;CAP CDS||+|.cds||
CLIPS||+|.clp||;CMake||+|.cmake .cmake.in|CMakeLists.txt|;COBOL||+|.cob .cbl .ccp .cobol .cpy||
CQL||+|.cql||;CSS||+|.css||;CUE||+|.cue||
CWeb||+|.w||;Cadence||+|.cdc||;Cairo|Cairo|+|.cairo||
Cairo Zero|Cairo|+|.cairo||;CameLIGO|LigoLANG|+|.mligo||;Cangjie||+|.cj||
Cap'n Proto||+|.capnp||;Carbon||+|.carbon||;CartoCSS||+|.mss||
Ceylon||+|.ceylon||;Chapel||+|.chpl||;Charity||+|.ch||
ChucK||+|.ck||;Circom||+|.circom||;Cirru||+|.cirru||
Clarion||+|.clw||;Clarity||+|.clar||;Classic ASP||+|.asp||
Clean||+|.icl .dcl||;Click||+|.click||;Clojure||+|.clj .bb .boot .cl2 .cljc .cljs .cljs.hl .cljscm .cljx .hic|riemann.config|bb
Closure Templates||+|.soy||;Clue||+|.clue||;CodeQL||+|.ql .qll||
CoffeeScript||+|.coffee ._coffee .cake .cjsx .coffee.erb .iced|Cakefile|coffee;ColdFusion||+|.cfm .cfml||;ColdFusion CFC|ColdFusion|+|.cfc||
Common Lisp||+|.lisp .asd .cl .l .lsp .ny .podsl .sexp||lisp sbcl ccl clisp ecl;Common Workflow Language||+|.cwl||cwl-runner;Component Pascal||+|.cp .cps||
Cooklang||+|.cook||;Cool||+|.cl||;Crystal||+|.cr||crystal
Csound||+|.orc .udo||;Csound Document||+|.csd||;Csound Score||+|.sco||
Cuda||+|.cu .cuh||;Cue Sheet|||.cue||;Curry||+|.curry||
Cycript||+|.cy||;Cypher||+|.cyp .cypher||;Cython||+|.pyx .pxd .pxi||
D||+|.d .di||;D2||+|.d2||;DIGITAL Command Language||+|.com||
DM||+|.dm||;DTrace||+|.d||dtrace;Dafny||+|.dfy||dafny
Dart||+|.dart||dart;Daslang||+|.das||;DataWeave||+|.dwl||
Debian Package Control File|||.dsc||;DenizenScript||+|.dsc||;Dhall||+|.dhall||
DirectX 3D File|||.x||;Dockerfile||+|.dockerfile .containerfile|Containerfile Dockerfile|;Dogescript||+|.djs||
Dune||+||dune-project|;Dylan||+|.dylan .dyl .intr .lid||;E||+|.e||rune
ECL||+|.ecl .eclxml||;ECLiPSe|Prolog|+|.ecl||;EJS||+|.ejs .ect .ejs.t .jst||
EQ||+|.eq||;Eagle|||.sch .brd||;Earthly||+||Earthfile|
Ecmarkup|HTML|+|.html||;Edge||+|.edge||;EdgeQL||+|.edgeql .esdl||
Eiffel||+|.e||;Elixir||+|.ex .exs|mix.lock|elixir;Elm||+|.elm||
Elvish||+|.elv||elvish;Elvish Transcript|Elvish|+|||;Emacs Lisp||+|.el .emacs .emacs.desktop|.abbrev_defs .emacs .emacs.desktop .gnus .spacemacs .viper Cask Eask Project.ede _emacs abbrev_defs|
EmberScript||+|.em .emberscript||;Erlang||+|.erl .app .app.src .es .escript .hrl .xrl .yrl|Emakefile rebar.config rebar.config.lock rebar.lock|escript;Euphoria||+|.e .ex||eui euiw
F#||+|.fs .fsi .fsx||;F*||+|.fst .fsti||;FIRRTL||+|.fir||
FLUX||+|.fx .flux||;FPP||+|.fpp .fppi||;Factor||+|.factor|.factor-boot-rc .factor-rc|
Fancy||+|.fy .fancypack|Fakefile|;Fantom||+|.fan||;Faust||+|.dsp||
Fennel||+|.fnl||fennel;Filebench WML||+|.f||;Filterscript|RenderScript|+|.fs||
Flix||+|.flix||;Fluent||+|.ftl||;Formatted|||.for .eam.fs||
Forth||+|.fth .4th .f .for .forth .fr .frt .fs||;Fortran|Fortran|+|.f .f77 .for .fpp||;Fortran Free Form|Fortran|+|.f90 .f03 .f08 .f95||
FreeBASIC||+|.bi .bas||;FreeMarker||+|.ftl .ftlh||;Frege||+|.fr||
Futhark||+|.fut||;G-code||+|.g .cnc .gco .gcode||;GAML||+|.gaml||
GAMS||+|.gms||;GAP||+|.g .gap .gd .gi .tst||;GCC Machine Description||+|.md||
GDB||+|.gdb .gdbinit||;GDScript||+|.gd||;GDShader||+|.gdshader .gdshaderinc||
GLSL||+|.glsl .fp .frag .frg .fs .fsh .fshader .geo .geom .glslf .glslv .gs .gshader .rchit .rmiss .shader .tesc .tese .vert .vrx .vs .vsh .vshader||;GSC||+|.gsc .csc .gsh||;Game Maker Language||+|.gml||
Genero 4gl||+|.4gl||;Genero per||+|.per||;Genie||+|.gs||
Genshi||+|.kid||;Gentoo Ebuild|Shell|+|.ebuild||;Gentoo Eclass|Shell|+|.eclass||
Gerber Image|||.gbr .cmp .gbl .gbo .gbp .gbs .gko .gml .gpb .gpt .gtl .gto .gtp .gts .ncl .sol||gerbv gerbview;Gherkin||+|.feature .story||;Gleam||+|.gleam||
Glimmer JS|JavaScript|+|.gjs||;Glimmer TS|TypeScript|+|.gts||;Glyph||+|.glf||
Gno||+|.gno||;Gnuplot||+|.gp .gnu .gnuplot .p .plot .plt||gnuplot;Go||+|.go||
Go Template||+|.gohtml .gotmpl .html.tmpl .tmpl .tpl|_helpers.tpl|;Golo||+|.golo||;Gosu||+|.gs .gst .gsx .vark||
Grace||+|.grace||;Grammatical Framework||+|.gf||;Graph Modeling Language|||.gml||
GraphQL||+|.graphql .gql .graphqls||;Groovy||+|.groovy .grt .gtpl .gvy|Jenkinsfile|groovy;Groovy Server Pages|Groovy|+|.gsp||
HCL||+|.hcl .nomad .tf .tfvars .tofu .workflow||;HIP||+|.hip||;HLSL||+|.hlsl .cginc .fx .fxh .hlsli||
HTML||+|.html .hta .htm .html.hl .inc .xht .xhtml||;HTML+ECR|HTML|+|.ecr||;HTML+EEX|HTML|+|.html.eex .heex .leex||
HTML+ERB|HTML|+|.erb .erb.deface .rhtml||;HTML+PHP|HTML|+|.phtml||;HTML+Razor|HTML|+|.cshtml .razor||
Hack||+|.hack .hh .hhi .php||;Haml||+|.haml .haml.deface||;Handlebars||+|.handlebars .hbs||
Harbour||+|.hb||;Hare||+|.ha||;Haskell||+|.hs .hs-boot .hsc||runghc runhaskell runhugs
Haxe||+|.hx .hxsl||;HiveQL||+|.q .hql||;HolyC||+|.hc||
Hurl||+|.hurl||;Hy||+|.hy||hy;HyPhy||+|.bf||
IDL||+|.pro .dlm||;IGOR Pro||+|.ipf||;IL Assembly||+|.il||
INI|||.ini .cfg .cnf .container .dof .frm .lektorproject .mount .network .prefs .pro .properties .service .socket .target .timer .url|.buckconfig .coveragerc .flake8 .gitreview .pylintrc HOSTS buildozer.spec hosts pylintrc vlcrc|;ISPC||+|.ispc||;Idris||+|.idr .lidr||
ImHex Pattern Language||+|.hexpat||;ImageJ Macro||+|.ijm||;Imba||+|.imba||
Inform 7||+|.ni .i7x||;Ink||+|.ink||;Inno Setup||+|.iss .isl||
Io||+|.io||io;Ioke||+|.ik||ioke;Isabelle||+|.thy||
Isabelle ROOT|Isabelle|+||ROOT|;J||+|.ijs||jconsole;JASS||+|.j||
JCL||+|.jcl||;JFlex|Lex|+|.flex .jflex||;JSON|||.json .4DForm .4DProject .avsc .geojson .gltf .har .ice .JSON-tmLanguage .json.example .jsonl .mcmeta .sarif .slnlaunch .tact .tfstate .tfstate.backup .topojson .webapp .webmanifest .yy .yyp|.all-contributorsrc .arcconfig .auto-changelog .c8rc .htmlhintrc .imgbotconfig .nycrc .releaserc .secrets.baseline .tern-config .tern-project .watchmanconfig MODULE.bazel.lock Package.resolved Pipfile.lock bun.lock composer.lock deno.lock flake.lock mcmod.info|
JSONiq||+|.jq||;Jac||+|.jac||;Jai||+|.jai||
Janet||+|.janet||janet;Jasmin||+|.j||;Java||+|.java .jav .jsh||
Java Server Pages|Java|+|.jsp .tag||;Java Template Engine|Java|+|.jte||;JavaScript||+|.js ._js .bones .cjs .es .es6 .frag .gs .jake .javascript .jsb .jscad .jsfl .jslib .jsm .jspre .jss .jsx .mjs .njs .pac .sjs .ssjs .xsjs .xsjslib|Jakefile|bun chakra d8 deno gjs js node nodejs qjs rhino v8 v8-shell
JavaScript+ERB|JavaScript|+|.js.erb||;JetBrains MPS||+|.mps .mpl .msd||;Jinja||+|.jinja .j2 .jinja2||
Jison|Yacc|+|.jison||;Jison Lex|Lex|+|.jisonlex||;Jolie||+|.ol .iol||jolie
Jsonnet||+|.jsonnet .libsonnet||;Julia||+|.jl||julia;Julia REPL|Julia|+|||
Jupyter Notebook||+|.ipynb|Notebook|;Just||+|.just|.JUSTFILE .Justfile .justfile JUSTFILE Justfile justfile|;KCL||+|.k|kcl.mod kcl.mod.lock|
KFramework||+|.k||;KRL||+|.krl||;Kaitai Struct||+|.ksy||
KakouneScript||+|.kak|kakrc|;KerboScript||+|.ks||;KiCad Schematic|||.kicad_sch .kicad_sym .sch||
Kickstart|||.ks||;Kit||+|.kit||;KoLmafia ASH||+|.ash||
Koka||+|.kk||koka;Kotlin||+|.kt .ktm .kts||;LFE||+|.lfe||
LLVM||+|.ll||;LOLCODE||+|.lol||;LSL||+|.lsl .lslp||lsl
LTspice Symbol|||.asy||;LabVIEW||+|.lvproj .lvclass .lvlib||;Lambdapi||+|.lp||
Langium||+|.langium||;Lasso||+|.lasso .las .lasso8 .lasso9||;Latte||+|.latte||
Lean||+|.lean .hlean||;Lean 4|Lean|+|.lean||;Leo||+|.leo||
Less||+|.less||;Lex||+|.l .lex|Lexer.x lexer.x|;LigoLANG|LigoLANG|+|.ligo||
LilyPond||+|.ly .ily||;Limbo||+|.b .m||;Linear Programming||+|.lp||
Linker Script||+|.ld .lds .x|ld.script|;Linux Kernel Module|||.mod||;Liquid||+|.liquid||
Liquidsoap||+|.liq||;Literate Agda|Agda|+|.lagda||;Literate CoffeeScript|CoffeeScript|+|.litcoffee .coffee.md||
Literate Haskell|Haskell|+|.lhs||;LiveCode Script||+|.livecodescript||;LiveScript||+|.ls ._ls|Slakefile|
Lobster||+|.lobster||;Logos||+|.xm .x .xi||;Logtalk||+|.lgt .logtalk||
LookML||+|.lkml .lookml||;LoomScript||+|.ls||;Lua||+|.lua .fcgi .nse .p8 .pd_lua .rbxs .rockspec .wlua|.luacheckrc|lua luajit
Luau||+|.luau||luau;M||+|.mumps .m||;M4||+|.m4 .mc||
M4Sugar|M4|+|.m4|configure.ac|;MATLAB||+|.matlab .m||;MAXScript||+|.ms .mcr||
MDX||+|.mdx||;MLIR||+|.mlir||;MQL4||+|.mq4 .mqh||
MQL5||+|.mq5 .mqh||;MTML||+|.mtml||;MUF|Forth|+|.muf .m||
Macaulay2||+|.m2||M2;Makefile||+|.mak .d .make .makefile .mk .mkfile|BSDmakefile GNUmakefile Kbuild Makefile Makefile.am Makefile.boot Makefile.frag Makefile.in Makefile.inc Makefile.pc Makefile.wat makefile makefile.sco mkfile|make;Mako||+|.mako .mao||
Markdown|||.md .livemd .markdown .mdown .mdwn .mkd .mkdn .mkdown .ronn .scd .workbook|contents.lr|;Marko||+|.marko||;Mask||+|.mask||
Mathematical Programming System||+|.mps||;Max||+|.maxpat .maxhelp .maxproj .mxt .pat||;MeTTa||+|.metta||
Mercury||+|.m .moo||mmi;Mermaid||+|.mmd .mermaid||;Meson||+||meson.build meson_options.txt|
Metal||+|.metal||;Microsoft Developer Studio Project|||.dsp||;MiniD||+|.minid||
MiniScript||+|.ms||;MiniZinc||+|.mzn||;Mint||+|.mint||
Mirah||+|.druby .duby .mirah||;Modelica||+|.mo||;Modula-2||+|.mod||
Modula-3||+|.i3 .ig .m3 .mg||;Module Management System||+|.mms .mmk|descrip.mmk descrip.mms|;Mojo||+|.mojo||
Monkey||+|.monkey .monkey2||;Monkey C||+|.mc||;Moocode||+|.moo||
MoonBit||+|.mbt||;MoonScript||+|.moon||moon;Motoko||+|.mo||
Motorola 68K Assembly|Assembly|+|.asm .i .inc .s .x68||;Move||+|.move||;Mustache||+|.mustache||
Myghty||+|.myt||;NASL||+|.nasl .inc||;NCL||+|.ncl||
NL|||.nl||;NMODL||+|.mod||;NSIS||+|.nsi .nsh||
NWScript||+|.nss||;Nasal||+|.nas||;Nearley||+|.ne .nearley||
Nemerle||+|.n||;NetLinx||+|.axs .axi||;NetLinx+ERB||+|.axs.erb .axi.erb||
NetLogo||+|.nlogo||;NewLisp||+|.nl .lisp .lsp||newlisp;Nextflow||+|.nf|nextflow.config|nextflow
Nickel||+|.ncl||;Nim||+|.nim .nim.cfg .nimble .nimrod .nims|nim.cfg|;Nit||+|.nit||
Nix||+|.nix||;Noir||+|.nr||;Nu||+|.nu|Nukefile|nush
NumPy|Python|+|.numpy .numpyw .numsc||;Nunjucks||+|.njk||;Nushell||+|.nu||nu
OCaml||+|.ml .eliom .eliomi .ml4 .mli .mll .mly||ocaml ocamlrun ocamlscript;OMNeT++ MSG||+|.msg||;OMNeT++ NED||+|.ned||
Oberon||+|.ob2||;Object Data Instance Notation|||.odin||;ObjectScript||+|.cls||
Objective-C||+|.m .h||;Objective-C++||+|.mm||;Objective-J||+|.j .sj||
Odin||+|.odin||;Omgrofl||+|.omgrofl||;Opa||+|.opa||
Opal||+|.opal||;Open Policy Agent||+|.rego||;OpenCL|C|+|.cl .opencl||
OpenEdge ABL||+|.p .cls .w||;OpenQASM||+|.qasm||;OpenRC runscript|Shell|+|||openrc-run
OpenSCAD||+|.scad||;OverPy||+|.opy||;OverpassQL||+|.overpassql||
Ox||+|.ox .oxh .oxo||;Oxygene||+|.oxygene||;Oz||+|.oz||
P4||+|.p4||;PDDL||+|.pddl||;PEG.js||+|.pegjs .peggy||
PHP||+|.php .aw .ctp .fcgi .inc .php3 .php4 .php5 .phps .phpt|.php .php_cs .php_cs.dist Phakefile|php;PLSQL||+|.pls .bdy .ddl .fnc .pck .pkb .pks .plb .plsql .prc .spc .sql .tpb .tps .trg .vw||;PLpgSQL||+|.pgsql .sql||
POV-Ray SDL||+|.pov .inc||;Pact||+|.pact||;Pan||+|.pan||
Papyrus||+|.psc||;Parrot||+|.parrot||;Parrot Assembly|Parrot|+|.pasm||parrot
Parrot Internal Representation|Parrot|+|.pir||parrot;Pascal||+|.pas .dfm .dpr .inc .lpr .pascal .pp||instantfpc;Pawn||+|.pwn .inc .sma||
Pep8||+|.pep||;Perl||+|.pl .al .cgi .fcgi .perl .ph .plx .pm .psgi .t|.latexmkrc Makefile.PL Rexfile ack cpanfile latexmkrc|cperl perl;Pic|Roff|+|.pic .chem||
Pickle|||.pkl||;PicoLisp||+|.l||picolisp pil;PigLatin||+|.pig||
Pike||+|.pike .pmod||pike;Pkl||+|.pkl||pkl;PogoScript||+|.pogo||
Polar||+|.polar||;Pony||+|.pony||;Portugol||+|.por||
PostCSS|CSS|+|.pcss .postcss||;PostScript||+|.ps .eps .epsi .pfa||;Power Query||+|.pq||
PowerBuilder||+|.pbt .sra .sru .srw||;PowerShell||+|.ps1 .psd1 .psm1||pwsh;Praat||+|.praat||
Pro*C||+|.pc||;Processing||+|.pde||;Procfile||+||Procfile|
Proguard|||.pro||;Prolog||+|.pl .plt .pro .prolog .yap||swipl yap;Promela||+|.pml||
Propeller Spin||+|.spin||;Protocol Buffer||+|.proto||;Protocol Buffer Text Format|||.textproto .pbt .pbtxt .txtpb||
Public Key|||.asc .pub||;Pug||+|.jade .pug||;Puppet||+|.pp|Modulefile|
PureBasic||+|.pb .pbi||;PureScript||+|.purs||;Pyret||+|.arr||
Python||+|.py .cgi .fcgi .gyp .gypi .lmi .py3 .pyde .pyi .pyp .pyt .pyw .rpy .spec .tac .wsgi .xpy|.gclient DEPS SConscript SConstruct wscript|python python2 python3 py pypy pypy3 uv;Python console|Python|+|||;Q#||+|.qs||
QML||+|.qml .qbs||;QMake||+|.pro .pri||qmake;Qt Script||+|.qs|installscript.qs toolchain_installscript.qs|
Quake||+||m3makefile m3overrides|;QuakeC||+|.qc||;Quartus Simulation IP|||.sip||
QuickBASIC||+|.bas .bi||;Quint||+|.qnt||;R||+|.r .rd .rhistory .rsx|.Rapp.history .Rhistory .Rprofile expr-dist|Rscript
RAML||+|.raml||;RAScript||+|.rascript||;REALbasic||+|.rbbas .rbfrm .rbmnu .rbres .rbtbar .rbuistate||
REXX||+|.rexx .pprx .rex||regina rexx;ROS Interface|||.msg .action .srv||;RPC||+|.x||
RPGLE||+|.rpgle .sqlrpgle||;RPM Spec|||.spec||;RUNOFF||+|.rnh .rno||
Racket||+|.rkt .rktd .rktl .scrbl||racket;Ragel||+|.rl||;Raku||+|.6pl .6pm .nqp .p6 .p6l .p6m .pl .pl6 .pm .pm6 .raku .rakumod .t||perl6 raku rakudo
Rascal||+|.rsc||;ReScript||+|.res .resi||ocaml;Reason||+|.re .rei||
ReasonLIGO|LigoLANG|+|.religo||;Rebol||+|.reb .r .r2 .r3 .rebol||;Red||+|.red .reds||
Redcode||+|.cw||;Redscript||+|.reds||;Ren'Py||+|.rpy||
RenderScript||+|.rs .rsh||;Rez||+|.r||;Rhai||+|.rhai||
Rich Text Format||+|.rtf||;Ring||+|.ring||;Riot||+|.riot||
RobotFramework||+|.robot .resource||;Roc||+|.roc||;Rocq Prover||+|.v .coq||
Roff|||.roff .1 .1in .1m .1x .2 .3 .3in .3m .3p .3pm .3qt .3x .4 .5 .6 .7 .8 .9 .l .man .mdoc .me .ms .n .nr .rno .tmac|eqnrc mmn mmt troffrc troffrc-end|;Rouge||+|.rg||;RouterOS Script||+|.rsc||RouterOS
Ruby||+|.rb .builder .eye .fcgi .gemspec .god .jbuilder .mspec .pluginspec .podspec .prawn .rabl .rake .rbi .rbuild .rbw .rbx .ru .ruby .spec .thor .watchr|.irbrc .pryrc .simplecov Appraisals Berksfile Brewfile Buildfile Capfile Dangerfile Deliverfile Fastfile Gemfile Guardfile Jarfile Mavenfile Podfile Puppetfile Rakefile Snapfile Steepfile Thorfile Vagrantfile buildfile|ruby macruby rake jruby rbx;Rust||+|.rs .rs.in||rust-script;SAS||+|.sas||
SCSS||+|.scss||;SIP||+|.sip||;SMT||+|.smt2 .smt .z3||boolector cvc4 mathsat5 opensmt smtinterpol smt-rat stp verit yices2 z3
SQF||+|.sqf .hqf||;SQL||+|.sql .ddl .inc .mysql .prc .tab .udf .viw||;SQLPL||+|.sql .db2||
SRecode Template||+|.srt||;STAR|||.star||;SWIG||+|.i .swg .swig||
Sage||+|.sage .sagews||;Sail||+|.sail||;Salt||+|.sls||
Sass||+|.sass||;Scala||+|.scala .kojo .sbt .sc||scala;Scaml||+|.scaml||
Scenic||+|.scenic||scenic;Scheme||+|.scm .sch .sld .sls .sps .ss||scheme guile bigloo chicken csi gosh r6rs;Scilab||+|.sci .sce .tst||
Self||+|.self||;ShaderLab||+|.shader||;Shell||+|.sh .bash .bats .cgi .command .fcgi .ksh .pacscript .sbatch .sh.in .slurm .tmux .tool .trigger .zsh .zsh-theme|.bash_aliases .bash_functions .bash_history .bash_logout .bash_profile .bashrc .cshrc .envrc .flaskenv .kshrc .login .profile .tmux.conf .xinitrc .xsession .zlogin .zlogout .zprofile .zshenv .zshrc 9fs PKGBUILD bash_aliases bash_logout bash_profile bashrc cshrc gradlew kshrc login man mvnw profile tmux.conf xinitrc xsession zlogin zlogout zprofile zshenv zshrc|ash bash dash ksh mksh pdksh rc sh zsh
ShellSession||+|.sh-session||;Shen||+|.shen||;Sieve||+|.sieve||
Singularity||+||Singularity|;Slang||+|.slang||;Slash||+|.sl||
Slice||+|.ice||;Slim||+|.slim||;Slint||+|.slint||
SmPL||+|.cocci||;Smali||+|.smali||;Smalltalk||+|.st .cs||
Smarty||+|.tpl||;Smithy||+|.smithy||;Snakemake|Python|+|.smk .snakefile|Snakefile|
Solidity||+|.sol||;SourcePawn||+|.sp .inc||;Squirrel||+|.nut||
Stan||+|.stan||;Standard ML||+|.ml .fun .sig .sml||;Starlark||+|.bzl .star|BUCK BUILD BUILD.bazel MODULE.bazel Tiltfile WORKSPACE WORKSPACE.bazel WORKSPACE.bzlmod|
Stata||+|.do .ado .doh .ihlp .mata .matah .sthlp||;StringTemplate||+|.st||;Stylus||+|.styl||
SubRip Text|||.srt||;SugarSS||+|.sss||;SuperCollider||+|.sc .scd||sclang scsynth
SurrealQL||+|.surql||;Survex data|||.svx||;Svelte||+|.svelte||
Sway||+|.sw||;Swift||+|.swift||;SystemVerilog||+|.sv .svh .vh||
TI Program||+|.8xp .8xp.txt||;TL-Verilog||+|.tlv||;TLA||+|.tla||
TSPLIB data|||.tsp||;TSQL||+|.sql||;TSX|TypeScript|+|.tsx||
TXL||+|.txl||;Tact||+|.tact||;Talon||+|.talon||
Tape||+|.tape||;Tcl||+|.tcl .adp .sdc .tcl.in .tm .xdc|owh starfield|tclsh wish;Tcsh|Shell|+|.tcsh .csh||tcsh csh
TeX||+|.tex .aux .bbx .cbx .cls .dtx .ins .lbx .ltx .mkii .mkiv .mkvi .sty .toc||;Tea||+|.tea||;Teal||+|.tl||tl
Terra||+|.t||lua;Terraform Template|HCL|+|.tftpl||;Text|||.txt .fr .nb .ncl .no|CITATION CITATIONS COPYING COPYING.regex COPYRIGHT.regex FONTLOG INSTALL INSTALL.mysql LICENSE LICENSE.mysql NEWS README.me README.mysql README.nss README.pc click.me delete.me keep.me package.mask package.use.mask package.use.stable.mask read.me readme.1st test.me use.mask use.stable.mask|
Thrift||+|.thrift||;Toit||+|.toit||;Tolk||+|.tolk||
Tree-sitter Query||+|.scm||;Turing||+|.t .tu||;Twig||+|.twig||
Type Language|||.tl||;TypeScript||+|.ts .cts .mts||bun deno ts-node tsx node;TypeSpec||+|.tsp||
Typst||+|.typ||;Unified Parallel C|C|+|.upc||;Unity3D Asset|||.anim .asset .mask .mat .meta .prefab .unity||
Unix Assembly|Assembly|+|.s .ms||;Uno||+|.uno||;UnrealScript||+|.uc||
Untyped Plutus Core||+|.uplc||;UrWeb||+|.ur .urs||;V||+|.v||
VBA||+|.bas .cls .frm .vba||;VBScript||+|.vbs||;VCL||+|.vcl||
VHDL||+|.vhdl .vhd .vhf .vhi .vho .vhs .vht .vhw||;Vala||+|.vala .vapi||;Velocity Template Language||+|.vtl||
Vento||+|.vto||;Verilog||+|.v .veo||;Verse||+|.verse||
Vim Snippet||+|.snip .snippet .snippets||;Vim script||+|.vim .vba .vimrc .vmb|.exrc .gvimrc .nvimrc .vimrc _vimrc gvimrc nvimrc vimrc|;Visual Basic .NET||+|.vb .vbhtml||
Visual Basic 6.0||+|.bas .cls .ctl .Dsr .frm||;Volt||+|.volt||;Vue||+|.vue||
Vyper||+|.vy||;WDL||+|.wdl||;WGSL||+|.wgsl||
WebAssembly||+|.wast .wat||;WebIDL||+|.webidl||;Whiley||+|.whiley||
Win32 Message File|||.mc||;Witcher Script||+|.ws||;Wolfram Language||+|.mathematica .cdf .m .ma .mt .nb .nbp .wl .wls .wlt||wolfram WolframKernel wolframscript math MathKernel MathematicaScript WolframNB Mathematica
Wollok||+|.wlk||;World of Warcraft Addon Data|||.toc||;Wren||+|.wren||
X PixMap|C||.xpm .pm||;X10||+|.x10||;XC||+|.xc||
XML|||.xml .adml .admx .ant .axaml .axml .builds .ccproj .ccxml .clixml .cproject .cscfg .csdef .csl .csproj .ct .depproj .dita .ditamap .ditaval .dll.config .dotsettings .filters .fsproj .fxml .glade .gml .gmx .gpx .grxml .gst .hzp .icls .iml .ivy .jelly .jsproj .kml .launch .mdpolicy .meta4 .mjml .mm .mod .mojo .mxml .natvis .ncl .ndproj .nproj .nuspec .odd .osm .pkgproj .pluginspec .proj .props .ps1xml .psc1 .pt .pubxml .qhelp .rbxmx .rdf .res .resx .rs .rss .sch .scxml .sfproj .shproj .slnx .srdf .storyboard .sublime-snippet .sw .targets .tml .ts .tsx .typ .ui .urdf .ux .vbproj .vcxproj .vsixmanifest .vssettings .vstemplate .vxml .wixproj .workflow .wsdl .wsf .wxi .wxl .wxs .x3d .xacro .xaml .xib .xlf .xliff .xmi .xml.dist .xmp .xproj .xsd .xspec .xul .zcml|.classpath .cproject .project App.config NuGet.config Settings.StyleCop Web.Debug.config Web.Release.config Web.config packages.config|;XProc||+|.xpl .xproc||;XQuery||+|.xquery .xq .xql .xqm .xqy||
XS||+|.xs||;XSLT||+|.xslt .xsl||;Xmake||+||xmake.lua|
Xojo||+|.xojo_code .xojo_menu .xojo_report .xojo_script .xojo_toolbar .xojo_window||;Xonsh||+|.xsh||;Xtend||+|.xtend||
YARA||+|.yar .yara||;YASnippet||+|.yasnippet||;Yacc||+|.y .yacc .yy||
Yul||+|.yul||;ZAP||+|.zap .xzap||;ZIL||+|.zil .mud||
Zeek||+|.zeek .bro||;ZenScript||+|.zs||;Zephir||+|.zep||
Zig||+|.zig .zig.zon||;Zimpl||+|.zimpl .zmpl .zpl||;eC||+|.ec .eh||
fish|Shell|+|.fish||fish;hoon||+|.hoon||;jq||+|.jq||gojq jaq jq jqjq jqq query-json
kvlang||+|.kv||;mIRC Script||+|.mrc||;mcfunction||+|.mcfunction||
mdsvex||+|.svx||;mupad||+|.mu||;nesC||+|.nc||
ooc||+|.ooc||;pkg-config|||.pc .pc.in||;q||+|.q||
sed||+|.sed||gsed minised sed ssed;templ||+|.templ||;ucode||+|.uc||ucode
wisp||+|.wisp||;xBase||+|.prg .ch .prw||
`;
