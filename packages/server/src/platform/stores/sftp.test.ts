import { mkdir, readdir, readFile, rename, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startSshd } from '../../../test/support/sshd.ts'
import { all, from, megabytes } from '../../../test/support/streams.ts'
import { sha256 } from '../crypto/tokens.ts'
import { type SftpOptions, sftpStore } from './sftp.ts'
import { newSshKey, readHostKeys } from './ssh-keys.ts'
import type { StoredObject } from './store.ts'

describe('a store on an SFTP server', async () => {
  const server = await startSshd()
  const files = (name = '') => join(server.folder, name)
  const options: SftpOptions = { ...server, connectMilliseconds: 5_000, silentMilliseconds: 1_000 }
  const opened: { close(): Promise<void> }[] = []
  const storeWith = (change: Partial<SftpOptions> = {}) => {
    const made = sftpStore({ ...options, ...change })
    opened.push(made)
    return made
  }
  afterAll(() => Promise.all(opened.map((each) => each.close())))
  const store = storeWith()
  const names = async (prefix = '') => (await all<StoredObject>(store.list(prefix))).map(({ name }) => name).sort()

  it('keeps files, gives them back, lists and removes them', async () => {
    const before = Date.now()
    expect(await store.put('linde/2026/11/a.age', from('een ', 'kopie'))).toEqual({
      bytes: 9,
      sha256: sha256('een kopie').toString('hex'),
    })
    await store.put('linde/2026/11/b.age', from())
    await store.put('linde.json', from('{}'))
    expect(Buffer.concat(await all(await store.get('linde/2026/11/a.age'))).toString()).toBe('een kopie')
    expect(await all(await store.get('linde/2026/11/b.age'))).toEqual([])
    expect(await names()).toEqual(['linde.json', 'linde/2026/11/a.age', 'linde/2026/11/b.age'])
    expect(await names('linde/20')).toEqual(['linde/2026/11/a.age', 'linde/2026/11/b.age'])
    expect(await names('linde/2026/11/b')).toEqual(['linde/2026/11/b.age'])
    expect(await names('horizon/')).toEqual([])
    const [{ bytes, at } = { bytes: 0, at: new Date(0) }] = await all(store.list('linde/2026/11/a'))
    expect([bytes, Math.abs(at.getTime() - before) < 5_000]).toEqual([9, true])
    expect((await stat(files('linde/2026/11/a.age'))).mode & 0o777).toBe(0o600)
    await store.remove('linde/2026/11/b.age')
    expect(await names('linde/')).toEqual(['linde/2026/11/a.age'])
    await expect(store.remove('linde/2026/11/b.age')).rejects.toMatchObject({ reason: 'absent' })
    await expect(store.get('linde/2026/11/b.age')).rejects.toMatchObject({ reason: 'absent' })
  })

  it('carries large files byte for byte, several at once', async () => {
    const made = await Promise.all(['x', 'y'].map((name) => store.put(`large/${name}`, megabytes(12))))
    const expected = sha256(Buffer.concat(await all(megabytes(12)))).toString('hex')
    expect(made).toEqual([1, 2].map(() => ({ bytes: 12_000_000, sha256: expected })))
    for (const name of ['x', 'y']) {
      expect(sha256(await readFile(files(`large/${name}`))).toString('hex')).toBe(expected)
      expect(sha256(Buffer.concat(await all(await store.get(`large/${name}`)))).toString('hex')).toBe(expected)
    }
    expect(await server.sessions()).toBe(1)
  })

  it('never writes over what stands there', async () => {
    await expect(store.put('linde.json', from('iets anders'))).rejects.toMatchObject({ reason: 'exists' })
    expect(await readFile(files('linde.json'), 'utf8')).toBe('{}')
    expect(await readdir(server.folder)).toEqual(['large', 'linde', 'linde.json'])
  })

  it.each(['../linde', 'a/../../b', '/etc/passwd', 'a//b', '.ssh/x', 'a/.', '', 'a b', 'a\nb', 'a\\b', 'é'])(
    'takes no name that could lead elsewhere: %j',
    async (name) => {
      for (const asked of [() => store.put(name, from('x')), () => store.get(name), () => store.remove(name)])
        await expect(asked()).rejects.toMatchObject({ reason: 'bad-name' })
      if (name) await expect(all(store.list(name))).rejects.toMatchObject({ reason: 'bad-name' })
    },
  )

  it('lists no links, nothing with another kind of name, and nothing that is half there', async () => {
    await mkdir(files('odd'))
    await symlink('/etc/passwd', files('odd/passwd'))
    await symlink('/etc', files('odd/etc'))
    await writeFile(files('odd/een naam'), '')
    await writeFile(files('odd/.hoede-half'), '')
    expect(await names('odd/')).toEqual([])
  })

  it('removes what was left half-written, a day later', async () => {
    await writeFile(files('odd/.hoede-old'), '')
    await utimes(files('odd/.hoede-old'), new Date(0), new Date(Date.now() - 25 * 3_600_000))
    await store.put('odd/new', from('x'))
    expect((await readdir(files('odd'))).sort()).toEqual(['.hoede-half', 'een naam', 'etc', 'new', 'passwd'])
  })

  it('leaves nothing when the source breaks, and says what the source said', async () => {
    const broken = megabytes(3, (at) => {
      if (at === 2) throw new Error('pg_dump ended')
    })
    await expect(store.put('broken/x', broken)).rejects.toThrow('pg_dump ended')
    expect(await readdir(files('broken'))).toEqual([])
  })

  it('says that there is no room, and leaves nothing', async () => {
    await server.limit(2_000)
    const small = storeWith()
    await expect(small.put('full/x', megabytes(5))).rejects.toMatchObject({ reason: 'full' })
    expect(await readdir(files('full'))).toEqual([])
    expect(await small.put('full/y', from('this fits'))).toMatchObject({ bytes: 9 })
    await server.limit(undefined)
  })

  it.each([
    ['connection', 'cut'],
    ['program', 'endProgram'],
  ] as const)('has nothing under the name when the %s ends half-way, and goes on afterwards', async (what, end) => {
    const cut = storeWith()
    const half = megabytes(8, (at) => (at === 4 ? server[end]() : undefined))
    await expect(cut.put(`${what}/x`, half)).rejects.toMatchObject({ reason: 'unreachable' })
    expect((await readdir(files(what))).filter((name) => !name.startsWith('.hoede-'))).toEqual([])
    expect(await cut.put(`${what}/x`, megabytes(1))).toMatchObject({ bytes: 1_000_000 })
  })

  it('breaks off reading when the connection does', async () => {
    const cut = storeWith()
    const source = (await cut.get('large/x'))[Symbol.asyncIterator]()
    await source.next()
    await server.cut()
    await expect(
      (async () => {
        while (!(await source.next()).done);
      })(),
    ).rejects.toMatchObject({ reason: 'unreachable' })
  })

  it('waits no longer than was said for a server that falls silent', async () => {
    const held = storeWith()
    const stalls = megabytes(40, (at) => (at === 3 ? server.hold() : undefined))
    await expect(held.put('held/x', stalls)).rejects.toMatchObject({ reason: 'slow' })
    await server.goOn()
    expect(await names('held/')).toEqual([])
    // A source that is slow is nobody's silence.
    const slowly = megabytes(2, () => new Promise((done) => setTimeout(done, 1_200)))
    expect(await held.put('held/y', slowly)).toMatchObject({ bytes: 2_000_000 })
  })

  it('waits no longer than was said for who does not speak SSH', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((done) => silent.once('listening', done))
    const { port } = silent.address() as { port: number }
    await expect(storeWith({ port, connectMilliseconds: 300 }).put('x', from('x'))).rejects.toMatchObject({
      reason: 'slow',
    })
    silent.close()
    await expect(storeWith({ port }).put('x', from('x'))).rejects.toMatchObject({ reason: 'unreachable' })
  })

  it('says nothing to a server with another key, nor to one whose key nobody gave', async () => {
    const sessions = await server.sessions()
    for (const hostKey of [newSshKey('other').publicKey, `SHA256:${'A'.repeat(43)}`, '', 'ssh-ed25519', 'whatever'])
      await expect(storeWith({ hostKey }).put('x', from('x'))).rejects.toMatchObject({ reason: 'other-key' })
    expect(await server.sessions()).toBe(sessions)
    const fingerprint = [...server.hostKey.split(' ')]
    const known = `SHA256:${sha256(Buffer.from(fingerprint[1]!, 'base64')).toString('base64').replace('=', '')}`
    expect(await all(storeWith({ hostKey: `256 ${known} host (ED25519)` }).list('nothing'))).toEqual([])
    expect(readHostKeys(`localhost ${server.hostKey}\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==`)?.types).toEqual([
      'ssh-ed25519',
      'rsa-sha2-512',
      'rsa-sha2-256',
    ])
  })

  it('is refused with another key or another name, and goes to no address that is refused', async () => {
    const { privateKey } = newSshKey('other')
    for (const change of [{ privateKey }, { user: 'nobody-here' }, { host: '169.254.169.254' }])
      await expect(storeWith(change).put('x', from('x'))).rejects.toMatchObject({ reason: 'refused' })
  })

  it('keeps nothing in a folder that is not there', async () => {
    await rename(server.folder, `${server.folder}.away`)
    for (const asked of [() => store.put('x', from('x')), () => store.get('linde.json'), () => all(store.list(''))])
      await expect(asked()).rejects.toMatchObject({ reason: 'unreachable' })
    await rename(`${server.folder}.away`, server.folder)
    expect(await names('linde.json')).toEqual(['linde.json'])
  })
})
