import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../src/cli.ts'
import { cosignatureLine, readNote, signerOf, verifierText } from '../src/index.ts'
import { LogMaker } from './log-maker.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoede-verify-'))
})
afterAll(() => rm(folder, { recursive: true }))

const log = new LogMaker()
log.write(300)
const kept = log.checkpoint()
log.write(200)

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

async function hoedeVerify(...args: string[]) {
  let [out, error] = ['', '']
  const code = await run(args, { out: (text) => (out += text), error: (text) => (error += text), watched: true })
  return { code, out, error }
}

const key = verifierText(log.first)

describe('verify', () => {
  test('says that nothing is wrong, with a bar, from gzip too', async () => {
    const checkpoint = await file('kept', `${kept}\n${log.checkpoint()}`)
    const plain = await hoedeVerify(
      'verify',
      await file('plain', log.export()),
      '--key',
      key,
      '--checkpoint',
      checkpoint,
    )
    expect(plain).toMatchObject({ code: 0, error: expect.stringContaining('100%') })
    expect(plain.out).toContain('Nothing wrong')
    expect(plain.out).not.toContain('Only the checkpoint in the export')
    const packed = await file('packed.gz', gzipSync(log.export()))
    expect(await hoedeVerify('verify', packed, '--key', await file('key', `# of linde\n${key}\n`))).toMatchObject({
      code: 0,
    })
  })

  test('names what is wrong, in two languages and as JSON, and between which checkpoints', async () => {
    const rows = log.lines()
    rows[350 + 5] = log.line(log.make({ ...log.sealed[350]!.row, outcome: 'refused' }), 350)
    const args = [
      'verify',
      await file('changed', log.export(0, rows)),
      '--key',
      key,
      '--checkpoint',
      await file('k', kept),
    ]
    const english = await hoedeVerify(...args)
    expect(english).toMatchObject({
      code: 1,
      out: expect.stringMatching(/Rewritten: the rows from position 300 on.*\(size 300, 2026.*export \(size 500/),
    })
    expect((await hoedeVerify(...args, '--language', 'nl')).out).toContain('Herschreven: de regels vanaf plaats 300')
    const json = JSON.parse((await hoedeVerify(...args, '--json')).out)
    expect(json).toMatchObject({
      outcome: 'tampered',
      findings: [
        { kind: 'rewritten', between: { fits: { size: 300 }, doesNot: { size: 500 } }, text: expect.any(String) },
      ],
    })
  })

  test('says when a witness co-signed, and when none did', async () => {
    const witness = signerOf('zorggroep.example/witness', Buffer.alloc(32, 9), 'cosignature')
    const cosigned = kept + cosignatureLine(readNote(kept).text, witness, 1_795_000_000)
    const args = ['verify', await file('w', log.export()), '--key', key, '--witness', verifierText(witness)]
    expect((await hoedeVerify(...args, '--checkpoint', await file('c', cosigned))).out).toContain(
      'zorggroep.example/witness (2026-11-18',
    )
    expect((await hoedeVerify(...args)).out).toContain('None of the checkpoints is co-signed')
  })

  test('cannot judge with a later key alone, and can with both', async () => {
    const changed = new LogMaker()
    changed.seal(changed.note({ kind: 'began', highest: 0 }))
    changed.write(10)
    const early = await file('early', changed.checkpoint())
    changed.changeKey(8)
    changed.write(10)
    const args = ['verify', await file('rotated', changed.export()), '--checkpoint', early]
    expect(await hoedeVerify(...args, '--key', verifierText(changed.signer))).toMatchObject({
      code: 2,
      out: expect.stringContaining('earlier keys'),
    })
    expect(await hoedeVerify(...args, '--key', verifierText(changed.first))).toMatchObject({ code: 0 })
    expect(
      await hoedeVerify(...args, '--key', verifierText(changed.signer), '--key', verifierText(changed.first)),
    ).toMatchObject({ code: 0 })
  })

  test.each([
    ['no command', []],
    ['no key', ['verify', '/nowhere']],
    ['no such file', ['verify', '/nowhere', '--key', key]],
    ['no such option', ['verify', '--sesame']],
    ['no such language', ['verify', '/nowhere', '--key', key, '--language', 'fr']],
    ['a key that is none', ['key', 'a+00000000+AA==']],
  ])('cannot judge with %s', async (_, args) => {
    expect(await hoedeVerify(...args)).toMatchObject({ code: 2 })
  })

  test.each([
    ['another file', 'root:x:0:0\n'],
    ['nothing', ''],
    ['a damaged gzip', Buffer.concat([gzipSync(log.export()).subarray(0, 400), Buffer.alloc(9000, 5)])],
    ['a line of another kind', log.export().replace('\nr ', '\nq ')],
    ['a head without origin', log.export().replace(/^origin.*\n/m, '')],
  ])('cannot judge %s', async (_, content) => {
    expect(await hoedeVerify('verify', await file('bad', content), '--key', key)).toMatchObject({ code: 2 })
  })
})

describe('single rows', () => {
  test('are proven, or not', async () => {
    const proofs = await log.proofs([0, 17, 499])
    expect(await hoedeVerify('verify', await file('p', proofs), '--key', key)).toMatchObject({ code: 0 })
    const changed = proofs.replace('"outcome":"success"', '"outcome":"refused"')
    const found = await hoedeVerify('verify', await file('p', changed), '--key', key)
    expect(found).toMatchObject({ code: 1, out: expect.stringContaining('Changed row: position 0, number 1,') })
    expect(await hoedeVerify('verify', await file('p', proofs.slice(0, -20)), '--key', key)).toMatchObject({ code: 1 })
  })
})

test('single rows are proven after a change of key', async () => {
  const changed = new LogMaker()
  changed.write(10)
  changed.changeKey(8)
  changed.write(10)
  expect(await hoedeVerify('verify', await file('pk', await changed.proofs([3, 15])), '--key', key)).toMatchObject({
    code: 0,
  })
})

describe('consistent', () => {
  test('holds for the own past, and for no other', async () => {
    const proof = (await log.consistency(300, 500)).map((hash) => `${Buffer.from(hash).toString('base64')}\n`)
    const args = [
      'consistent',
      '--key',
      key,
      '--from',
      await file('from', kept),
      '--to',
      await file('to', log.checkpoint()),
    ]
    expect(await hoedeVerify(...args, '--proof', await file('proof', proof.join('')))).toMatchObject({ code: 0 })
    expect(await hoedeVerify(...args, '--proof', await file('proof', proof.slice(1).join('')))).toMatchObject({
      code: 1,
    })
    expect(await hoedeVerify(...args, '--proof', await file('proof', 'x'))).toMatchObject({ code: 2 })
    const other = ['consistent', '--key', verifierText(signerOf(log.origin, Buffer.alloc(32, 1))), ...args.slice(3)]
    expect(await hoedeVerify(...other, '--proof', await file('proof', proof.join('')))).toMatchObject({ code: 1 })
  })
})

test('a key has a fingerprint', async () => {
  expect((await hoedeVerify('key', key)).out).toMatch(/fingerprint {2}([0-9a-f]{4} ?){16}\n/)
})
