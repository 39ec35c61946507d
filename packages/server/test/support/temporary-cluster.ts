// Until platform/postgres is there: replaced by the lead.
import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, chownSync, copyFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'

const bin = '/usr/lib/postgresql/15/bin'
const asPostgres = (program: string, ...args: string[]) =>
  execFileSync('setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', `${bin}/${program}`, ...args], {
    stdio: 'pipe',
  })

export async function startTemporaryCluster(folder: string) {
  mkdirSync(folder)
  chownSync(folder, 101, 104)
  asPostgres(
    'initdb',
    '-D',
    `${folder}/db`,
    '--auth=trust',
    '-U',
    'postgres',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '-N',
  )
  const port = await new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
  copyFileSync('/tmp/lead/tls/server.key', `${folder}/pg.key`)
  chmodSync(`${folder}/pg.key`, 0o600)
  chownSync(`${folder}/pg.key`, 101, 104)
  appendFileSync(
    `${folder}/db/postgresql.conf`,
    `ssl=on\nssl_cert_file='/tmp/lead/tls/server.pem'\nssl_key_file='${folder}/pg.key'\nfsync=off\nfull_page_writes=off\nmax_connections=200\nunix_socket_directories=''\nport=${port}\n`,
  )
  asPostgres('pg_ctl', '-D', `${folder}/db`, '-l', `${folder}/db/log`, '-w', 'start')
  return {
    host: 'localhost',
    port,
    caFile: '/tmp/lead/tls/ca.pem',
    superuser: { user: 'postgres', password: 'x' },
    stop: async () => void asPostgres('pg_ctl', '-D', `${folder}/db`, '-m', 'fast', '-w', 'stop'),
  }
}
