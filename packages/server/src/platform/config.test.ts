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
