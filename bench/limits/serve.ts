import { readFileSync } from 'node:fs'
import { serveBare } from './bare-https.ts'
import { serveOpenClient } from './open-client.ts'

/** Both limits as a process of their own, so that they are measured as the server is: what comes in on standard input says where. */
interface Request {
  tls: { keyFile: string; certFile: string }
  database: { host: string; port: number; user: string; password: string; database: string; caFile: string }
  ports: { bare: number; openClient: number }
}

let text = ''
for await (const part of process.stdin) text += part
const { tls, database, ports } = JSON.parse(text) as Request
const certificate = { key: readFileSync(tls.keyFile), cert: readFileSync(tls.certFile) }
const { caFile, ...login } = database
await serveBare({ tls: certificate, port: ports.bare })
await serveOpenClient({
  tls: certificate,
  port: ports.openClient,
  database: { ...login, ssl: { ca: readFileSync(caFile, 'utf8') } },
})
process.send?.('ready')
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))
