import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readConfig } from './config.ts'

const refusal = (env: Record<string, string>) => {
  try {
    readConfig(env)
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

it('has a value for everything that is not set', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    httpsPort: 8443,
    httpPort: 8080,
    listenAddress: '127.0.0.1',
    demo: true,
    tls: undefined,
  })
  expect(config.dataFolder).toMatch(/^\/.*\/data$/)
})

it.each([
  [{ HOEDE_HTTPS_PORT: 'abc' }, 'HOEDE_HTTPS_PORT'],
  [{ HOEDE_HTTP_PORT: '70000' }, 'HOEDE_HTTP_PORT'],
  [{ HOEDE_TLS_CERT: 'cert.pem' }, 'HOEDE_TLS_CERT en HOEDE_TLS_KEY'],
  [{ HOEDE_DEMO: 'misschien' }, 'HOEDE_DEMO'],
  [{ HOEDE_LOG_LEVEL: 'hard' }, 'HOEDE_LOG_LEVEL'],
])('names the variable that is wrong: %o', (env, name) => {
  expect(refusal(env)).toContain(name)
})

it('does not repeat the password in an address that is wrong', () => {
  expect(refusal({ HOEDE_DATABASE_URL: 'mysql://a:geheim@server/x' })).toMatch(/^HOEDE_DATABASE_URL(?!.*geheim)/)
  expect(refusal({ HOEDE_DATABASE_URL: 'postgres://a:geheim@server:5432/x' })).toBe('accepted')
})

const withProviders = async (providers: unknown, env: Record<string, string> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'hoede-config-'))
  const file = join(folder, 'keys.json')
  await writeFile(file, typeof providers === 'string' ? providers : JSON.stringify(providers))
  return { HOEDE_KEY_PROVIDERS: file, ...env }
}

it.each([
  ['{', 'JSON'],
  [{ Hsm: {} }, '«Hsm» heeft geen naam'],
  [{ file: {} }, '«file»'],
  [{ hsm: { kind: 'usb' } }, 'pkcs11 of transit'],
  [{ hsm: { kind: 'pkcs11', token: 'hoede', pin: { file: 'pin' } } }, 'mist «library»'],
  [{ hsm: { kind: 'pkcs11', library: 'x.so', token: 'hoede', pin: '1234' } }, '«pin»'],
  [{ vault: { kind: 'transit', address: 'http://vault:8200', token: { file: 't' } } }, 'https://'],
  [{ vault: { kind: 'transit', address: 'https://vault:8200', token: { variable: 'NIET_GEZET' } } }, 'NIET_GEZET'],
  [
    { vault: { kind: 'transit', address: 'https://vault', token: { file: 't' }, timeoutSeconds: 100 } },
    'timeoutSeconds',
  ],
])('says what is wrong with a key provider: %j', async (providers, text) => {
  const said = refusal(await withProviders(providers))
  expect(said).toContain('HOEDE_KEY_PROVIDERS')
  expect(said).toContain(text)
  expect(said).not.toContain('1234')
})

it('reads a secret of a key provider when it is needed: a file that is renewed counts, one that is gone is empty', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'hoede-config-')), 'token')
  const given = { kind: 'transit', address: 'https://vault:8200', namespace: 'care', token: { file } }
  const { keyProviders } = readConfig(await withProviders({ vault: given }))
  expect(keyProviders['vault']).toMatchObject({ kind: 'transit', address: 'https://vault:8200', namespace: 'care' })
  const { token } = keyProviders['vault'] as { token: () => Promise<string> }
  expect(await token()).toBe('')
  await writeFile(file, 'een\n')
  expect(await token()).toBe('een')
  await writeFile(file, 'twee\n')
  expect(await token()).toBe('twee')
})

it('knows whom to tell, and refuses a file in which that is unclear', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'hoede-watch-')), 'watch.json')
  const readWith = async (watch: unknown) => {
    await writeFile(file, JSON.stringify(watch))
    return refusal({ HOEDE_WATCH: file, MAIL_PASSWORD: 'geheim' })
  }
  const mail = { to: 'a@example.org, b@example.org', from: 'hoede@example.org', host: 'mail.example.org' }
  expect(await readWith({ mail, metrics: { token: { variable: 'MAIL_PASSWORD' } } })).toBe('accepted')
  expect(readConfig({ HOEDE_WATCH: file, MAIL_PASSWORD: 'geheim' }).watch.mail).toMatchObject({ ...mail, port: 587 })
  expect(await readWith({ mail: { ...mail, to: 'a@example.org, b' } })).toContain('«to»')
  expect(await readWith({ mail: { ...mail, from: 'Hoede <hoede@example.org>' } })).toContain('«from»')
  expect(await readWith({ mail: { ...mail, user: 'hoede', password: 'fietsbel' } })).toMatch(
    /^(?!.*fietsbel).*password.*$/,
  )
  expect(await readWith({ metrics: { token: 'een-geheim-dat-hier-niet-hoort' } })).toMatch(
    /^(?!.*niet-hoort).*token.*$/,
  )
  expect(refusal({ HOEDE_WATCH: `${file}.gone` })).toContain('HOEDE_WATCH')
})
