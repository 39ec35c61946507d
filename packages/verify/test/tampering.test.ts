import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { verifyExport } from '../src/export/verify.ts'
import type { Report } from '../src/report.ts'
import { attacks } from './attacks.ts'
import { drop, lively } from './lively.ts'
import { LogMaker, randomFrom } from './log-maker.ts'

const given = (log: LogMaker, checkpoints: readonly string[] = [], keys = [log.first]) => ({
  keys,
  checkpoints: checkpoints.map((note, at) => ({ name: `kept-${at}`, note })),
})

async function* inPieces(bytes: Buffer, size = 50_000) {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size))
}

const verifyText = (text: string | Buffer, what: ReturnType<typeof given>) =>
  verifyExport(inPieces(Buffer.from(text)), what)

const kindsOf = ({ findings }: Report) => [...new Set(findings.map(({ kind }) => kind))].sort()

describe('nothing wrong', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('a lively log is whole (%i)', async (seed) => {
    const { log, kept } = lively(seed)
    if (seed % 2) drop(log, 10 + (seed % 5), 30 + seed)
    // A change of key can be the newest checkpoint too; rows of just now are not sealed yet, also one that comes late.
    if (seed % 3 === 0) {
      const slow = log.row()
      log.write(3)
      log.unsealed.push(slow, log.row())
    }
    const from = seed % 4 === 3 ? seed : 0
    const text = log.export(from)
    const bytes = seed % 5 ? Buffer.from(text) : gzipSync(text)
    const report = await verifyText(bytes, given(log, kept))
    expect(report.findings).toEqual([])
    expect(report.outcome).toBe('whole')
    expect(report.until).toBe(log.sealed.length)
  })

  test('of an empty log, a log of one row, and only the rows of just now', async () => {
    const log = new LogMaker()
    expect((await verifyText(log.export(), given(log))).outcome).toBe('whole')
    log.write(1)
    expect((await verifyText(log.export(), given(log))).outcome).toBe('whole')
    expect((await verifyText(log.export(1), given(log))).outcome).toBe('whole')
  })

  test('in pieces of any size', async () => {
    const { log, kept } = lively(1)
    for (const size of [1, 7, 100, 4096])
      expect((await verifyExport(inPieces(Buffer.from(log.export()), size), given(log, kept))).outcome).toBe('whole')
  })
})

describe('tampering is found and named', () => {
  const each = Object.entries(attacks).flatMap(([name, { kinds, also = [], attack }]) =>
    Array.from({ length: 10 }, (_, seed) => ({ name, kinds, also, attack, seed })),
  )
  test.each(each)('$name ($seed)', async ({ kinds, also, attack, seed }) => {
    const lived = lively(seed + 100)
    const { text, kept = lived.kept, keys, position } = attack(lived, randomFrom(seed * 7919))
    const report = await verifyText(text, given(lived.log, kept, keys))
    expect(report.outcome).toBe('tampered')
    expect(kindsOf(report).filter((kind) => !also.includes(kind))).toEqual(kinds)
    if (position !== undefined) expect(report.findings.map(({ place }) => place.position)).toContain(position)
  })
})
