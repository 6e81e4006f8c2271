import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const which = process.argv[2], how = process.argv[3]
const c = process.cpuUsage(), t = performance.now(), r = process.memoryUsage.rss()
if (how === 'esm') await import(which); else require(which)
const d = process.cpuUsage(c)
console.log(which, how, 'cpu', ((d.user + d.system) / 1000).toFixed(0), 'wall', (performance.now() - t).toFixed(0), 'rss+', ((process.memoryUsage.rss() - r) / 1e6).toFixed(0))
