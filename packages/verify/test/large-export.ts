import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { GrowingTree, rowHash, rowText, saltOf, signCheckpoint, signerOf, verifierText } from '../src/index.ts'

/**
 * Writes an export of a large log for measuring: node packages/verify/test/large-export.ts <file> [rows]. Prints the key. Rows are as
 * large as those of a busy day.
 */
const [file = '/tmp/large-export', count = '1000000'] = process.argv.slice(2)
const origin = 'hoede/linde/1'
const signer = signerOf(origin, Buffer.alloc(32, 7))
const id = (kind: string, number: number) => `0199f3a0-${kind}-7000-8000-${number.toString(16).padStart(12, '0')}`
const start = Date.UTC(2026, 9, 1)
const tree = new GrowingTree()
const stream = createWriteStream(file, { highWaterMark: 1 << 20 })

stream.write(`hoede-log-export/v1\norigin ${origin}\nfrom 0\nuntil ${count}\n\n`)
let last = ''
for (let number = 1; number <= Number(count); number += 1) {
  last = new Date(start + number * 250).toISOString().replace('Z', '123Z')
  const text = rowText({
    action: 'R',
    address: '10.11.12.13',
    at: last,
    checks: 'identified authenticated authorised treating',
    clientId: id('aaaa', number % 5000),
    detail: '{"from": "2026-10-01", "kinds": ["report", "measurement"], "count": 25}',
    event: 'record.opened',
    ground: id('bbbb', number % 700),
    id: id('cccc', number),
    number: String(number),
    outcome: 'success',
    part: 'report',
    personId: id('dddd', number % 300),
    sessionId: id('eeee', number % 900),
    traceId: number.toString(16).padStart(32, '0'),
  })
  const salt = saltOf(Buffer.alloc(32, 3), String(number))
  tree.add(rowHash(salt, text))
  if (!stream.write(`r ${salt.toString('base64')} ${text}\n`)) await once(stream, 'drain')
}
const checkpoint = { origin, size: tree.size, root: tree.root(), at: last, nextKey: undefined }
stream.end(`\n${signCheckpoint(checkpoint, [signer])}`)
await once(stream, 'finish')
console.log(verifierText(signer))
