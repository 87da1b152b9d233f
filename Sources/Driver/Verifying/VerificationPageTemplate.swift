/// The page of `stapes verify --html`.
let verificationPageTemplate = """
  <!DOCTYPE html>
  <html lang="en">
  <head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Verification of {{title}}</title>
  <style>
  body { font: 15px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  h1, h2, h3 { line-height: 1.2; }
  h2 { border-top: 2px solid #222; padding-top: 1rem; margin-top: 3rem; }
  table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
  th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top; }
  td.number { text-align: right; font-variant-numeric: tabular-nums; }
  code { overflow-wrap: anywhere; }
  .good { color: #14622b; font-weight: 600; }
  .open { color: #8a5a00; font-weight: 600; }
  .bad { color: #a01818; font-weight: 600; }
  @media print { h2 { break-before: page; } h2:first-of-type { break-before: auto; } }
  </style>
  </head>
  <body>
  <h1>Verification of {{title}}: <span class="{{verdictClass}}">{{verdict}}</span></h1>
  {{#targets}}
  <h2>{{network}} on {{target}}: <span class="{{verdictClass}}">{{verdict}}</span></h2>
  <p>Model <code>{{model}}</code>, SHA-256 <code>{{digest}}</code>. Stapes {{version}}. Inputs: {{inputs}}.</p>
  {{#hasFindings}}
  <h3>What spoils the verdict</h3>
  <ul>
  {{#findings}}<li class="bad">{{.}}</li>
  {{/findings}}</ul>
  {{/hasFindings}}
  <h3>The ladder</h3>
  <table>
  <tr><th>rung</th><th>what</th><th>outcome</th><th>found</th></tr>
  {{#ladder}}<tr><td>{{number}}</td><td>{{title}}</td><td class="{{class}}">{{outcome}}</td><td>{{detail}}</td></tr>
  {{/ladder}}</table>
  <h3>Where the C was run and compared, bit by bit</h3>
  <table>
  <tr><th>place</th><th>inferences</th><th>differ</th><th>compiler</th></tr>
  {{#places}}<tr><td class="{{class}}">{{name}}</td><td class="number">{{vectors}}</td><td class="number">{{differ}}</td><td>{{compiler}}</td></tr>
  {{/places}}</table>
  <h3>The printed C, read back</h3>
  <table>
  <tr><th>tensor</th><th>function</th><th>elements</th><th>proof</th><th>how</th></tr>
  {{#proof}}<tr><td>{{tensor}}</td><td><code>{{function}}</code></td><td class="number">{{elements}}</td><td class="{{class}}">{{status}}</td><td>{{how}}</td></tr>
  {{/proof}}</table>
  <p>Ranges: {{ranges}}</p>
  {{#hasOpenRanges}}
  <ul>
  {{#openRanges}}<li class="open">{{.}}</li>
  {{/openRanges}}</ul>
  {{/hasOpenRanges}}
  {{#hasObjects}}
  <h3>Objects searched beside the one that was run</h3>
  <ul>
  {{#objects}}<li>{{.}}</li>
  {{/objects}}</ul>
  {{/hasObjects}}
  <h3>What it costs</h3>
  <table>
  {{#costs}}<tr><td>{{name}}</td><td class="number">{{figure}}</td></tr>
  {{/costs}}</table>
  {{/targets}}
  {{#isIncomplete}}
  <h2>Targets that it was not compiled for</h2>
  <ul>
  {{#notCompiled}}<li class="open">{{name}}: {{reason}}</li>
  {{/notCompiled}}</ul>
  {{/isIncomplete}}
  <h2>How to read this page</h2>
  <p><b>proved</b>: for all inputs. <b>passed</b>: on every input that was run. <b>partly</b>: some of it for all inputs, the
  rest on those that were tried. <b>sampled</b>: equal sums for all inputs, a function behind them at some values.
  Assumed are the compilers, the emulators and this tool itself; docs/trust.md of Stapes says what is assumed, what is
  not claimed, and which command shows each promise.</p>
  </body>
  </html>

  """
