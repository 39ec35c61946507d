import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { verifierText } from '../src/index.ts'
import { LogMaker } from './log-maker.ts'

const verify = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'hoede-build-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the package is plain JavaScript that runs without the source', () => {
  const built = spawnSync(process.execPath, [join(verify, 'tools/build.mjs'), join(folder, 'dist')], {
    encoding: 'utf8',
  })
  expect(built).toMatchObject({ status: 0 })
  const files = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.'),
  )
  expect(files.every((name) => name.endsWith('.js'))).toBe(true)
  expect(files.filter((name) => /from '\.[^']*\.ts'/.test(readFileSync(join(folder, 'dist', name), 'utf8')))).toEqual(
    [],
  )
  cpSync(join(verify, 'bin'), join(folder, 'bin'), { recursive: true })
  cpSync(join(verify, 'package.json'), join(folder, 'package.json'))
  const program = join(folder, 'bin/hoede-verify.mjs')
  const key = verifierText(new LogMaker().first)
  const input = new LogMaker().export()
  expect(
    spawnSync(process.execPath, [program, 'verify', '-', '--key', key], { input, encoding: 'utf8' }),
  ).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Nothing wrong'),
  })
  rmSync(join(folder, 'dist'), { recursive: true })
  const without = spawnSync(process.execPath, [program, 'key', key], { encoding: 'utf8' })
  expect(without).toMatchObject({ status: 2, stderr: expect.stringContaining('Use Node.js 22.18 or newer') })
})
