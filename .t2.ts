import v8 from 'node:v8'
import vm from 'node:vm'
v8.setFlagsFromString('--expose-gc'); const gc = vm.runInNewContext('gc')
const show=(n:string)=>{const m=process.memoryUsage(); console.log(n,'rss',Math.round(m.rss/1e6),'heapTotal',Math.round(m.heapTotal/1e6),'used',Math.round(m.heapUsed/1e6),'ext',Math.round(m.external/1e6))}
show('begin')
for (const m of ['node:sqlite','node:http','kysely','typebox','fastify','pino','prom-client','./server/app.ts','./server/cli/workspace-file/apply.ts','./server/cli/workspace-file/built-in.ts']) { await import(m); show(m) }
gc(); show('gc'); gc(); show('gc2'); await new Promise(r=>setTimeout(r,500)); show('later')
