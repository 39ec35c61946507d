import { describe, expect, it } from 'vitest'
import { findPostgres } from './binaries.ts'
import { missing } from './install.ts'
import { usualPort } from './port.ts'
import { startProblem } from './postmaster.ts'
import { postgresqlConf } from './settings.ts'

const place = { home: '/srv/hoede/cluster' }

describe('why PostgreSQL did not start', () => {
  it.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'postgres-disk-full'],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'postgres-port-taken'],
    ['FATAL:  could not open directory "pg_wal": Permission denied', 'postgres-folder'],
    ['FATAL:  invalid value for parameter "work_mem": "veel"', 'postgres-start'],
  ])('%s', (output, code) => {
    expect(startProblem(place, 54_321, output).code).toBe(code)
  })

  it('repeats what PostgreSQL said when it has no words of its own', () => {
    const { message } = startProblem(place, 54_321, 'FATAL:  data directory has wrong ownership')
    expect(message).toContain('data directory has wrong ownership')
    expect(message).toContain('/srv/hoede/cluster/postgres.log')
  })
})

describe('the binaries', () => {
  it('are those of the real folder, not of a link in PATH', async () => {
    const found = await findPostgres()
    expect(found?.major).toBeGreaterThanOrEqual(15)
    expect(found?.bindir).not.toBe('/usr/local/bin')
  })

  it('of a version that is not there are not found', async () => {
    expect(await findPostgres({ major: 9 })).toBeUndefined()
  })

  it('that are missing come with the command to install them', async () => {
    expect((await missing()).message).toMatch(/ {4}\S+.*(install|https)/)
  })
})

describe('the settings', () => {
  const conf = (memory: number, fast = false) =>
    postgresqlConf({ port: 54_321, memory, fast, certFile: "/a'b/server.pem", keyFile: '/a/key.pem' })

  it('grow with the memory of the machine, between bounds', () => {
    expect(conf(24 * 2 ** 30)).toContain("shared_buffers = '4096MB'")
    expect(conf(2 ** 28)).toContain("shared_buffers = '64MB'")
    expect(conf(2 ** 40)).toContain("shared_buffers = '8192MB'")
  })

  it('leave durability alone except for tests', () => {
    expect(conf(2 ** 33)).not.toMatch(/fsync|full_page_writes|synchronous_commit/)
    expect(conf(2 ** 33, true)).toContain('fsync = off')
  })

  it('quote what is in them', () => {
    expect(conf(2 ** 33)).toContain("ssl_cert_file = '/a''b/server.pem'")
  })
})

it('the usual port of a folder is the same every time and within its range', () => {
  expect(usualPort('/srv/a')).toBe(usualPort('/srv/a'))
  for (const folder of ['/srv/a', '/srv/b', '/home/é']) {
    expect(usualPort(folder)).toBeGreaterThanOrEqual(54_320)
    expect(usualPort(folder)).toBeLessThan(54_500)
  }
})
