import { readFileSync } from 'node:fs'

export async function testServerTls(_folder: string) {
  const at = '/tmp/lead/tls'
  return {
    options: { key: readFileSync(`${at}/server.key`), cert: readFileSync(`${at}/server.pem`) },
    caFile: `${at}/ca.pem`,
  }
}
