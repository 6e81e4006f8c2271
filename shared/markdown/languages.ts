/** The API's code languages, in its order. */
const languages = new Set(
  (
    'abap,abc,agda,arduino,ascii art,assembly,bash,basic,bnf,c,c#,c++,clojure,coffeescript,coq,css,dart,dhall,diff,docker,' +
    'ebnf,elixir,elm,erlang,f#,flow,fortran,gherkin,glsl,go,graphql,groovy,haskell,hcl,html,idris,java,javascript,json,' +
    'julia,kotlin,latex,less,lisp,livescript,llvm ir,lua,makefile,markdown,markup,matlab,mathematica,mermaid,nix,' +
    'notion formula,objective-c,ocaml,pascal,perl,php,plain text,powershell,prolog,protobuf,purescript,python,r,racket,' +
    'reason,ruby,rust,sass,scala,scheme,scss,shell,smalltalk,solidity,sql,swift,toml,typescript,vb.net,verilog,vhdl,' +
    'visual basic,webassembly,xml,yaml,java/c/c++/c#'
  ).split(','),
)

const aliases = new Map(
  Object.entries({
    javascript: 'js,jsx,mjs,cjs,node,nodejs,ecmascript',
    typescript: 'ts,tsx,mts,cts',
    python: 'py,python3,py3,ipython',
    ruby: 'rb',
    rust: 'rs',
    go: 'golang',
    kotlin: 'kt,kts',
    shell: 'sh,zsh,fish,console,shell-session,shellsession,terminal',
    powershell: 'ps1,ps,pwsh',
    'c++': 'cpp,cc,cxx,hpp,c++11,c++17',
    'c#': 'cs,csharp,dotnet',
    'f#': 'fs,fsharp',
    'objective-c': 'objc,objectivec,obj-c',
    'vb.net': 'vbnet,vb',
    'visual basic': 'visualbasic,vba',
    'plain text': 'text,txt,plain,plaintext,none,raw',
    markdown: 'md,mdx',
    yaml: 'yml',
    docker: 'dockerfile',
    makefile: 'make,mk',
    latex: 'tex',
    haskell: 'hs',
    elixir: 'ex,exs',
    erlang: 'erl',
    clojure: 'clj,cljs,edn',
    coffeescript: 'coffee',
    html: 'htm,xhtml',
    xml: 'svg,xsl,xsd,plist',
    json: 'json5,jsonc,jsonl,ndjson',
    graphql: 'gql',
    protobuf: 'proto',
    hcl: 'terraform,tf',
    assembly: 'asm,nasm',
    webassembly: 'wasm,wat',
    perl: 'pl,pm',
    ocaml: 'ml',
    r: 'rlang,rscript',
    sql: 'mysql,postgres,postgresql,psql,sqlite,plsql,tsql',
    scheme: 'scm',
    lisp: 'elisp,common-lisp,commonlisp',
    matlab: 'octave',
    fortran: 'f90,f95',
    solidity: 'sol',
    'llvm ir': 'llvm',
    'ascii art': 'ascii',
    diff: 'patch',
    verilog: 'systemverilog,sv',
    purescript: 'purs',
    groovy: 'gradle',
    'notion formula': 'notion,notion-formula',
  }).flatMap(([language, names]) => names.split(',').map((name): [string, string] => [name, language])),
)

/** The API's language for what stands after a fence; what is not known is plain text. */
export function languageOf(info: string): string {
  const whole = info.trim().toLowerCase()
  return known(whole) ?? known(whole.split(/[\s,:;{]/, 1)[0]!) ?? 'plain text'
}

function known(name: string): string | undefined {
  const short = name.replace(/^(?:language|lang)-/, '')
  return languages.has(short) ? short : aliases.get(short)
}
