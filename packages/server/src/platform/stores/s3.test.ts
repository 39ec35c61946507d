import { beforeEach, describe, expect, it } from 'vitest'
import { lockedStore } from '../../../test/support/locked-store.ts'
import { all, from, megabytes } from '../../../test/support/streams.ts'
import { sha256 } from '../crypto/tokens.ts'
import { createOutbound } from '../http/outbound.ts'
import { keepText } from './keep.ts'
import { type S3Options, s3Store } from './s3.ts'
import type { StoredObject } from './store.ts'

const least = 5 * 1024 * 1024

describe('a store in a bucket', async () => {
  const server = await lockedStore('geheim/+=')
  const outbound = createOutbound({ extraAuthorities: server.ca, timeoutMilliseconds: 1_000 })
  const options: S3Options = {
    bucket: `${server.base}/bucket`,
    region: 'eu-central-1',
    accessKey: 'AKIA',
    secretKey: 'geheim/+=',
    partBytes: least,
  }
  const storeWith = (change: Partial<S3Options> = {}) => s3Store(outbound, { ...options, ...change })
  const store = storeWith()
  const locking = storeWith({ retainDays: 30 })
  const names = async (prefix = '') => (await all<StoredObject>(store.list(prefix))).map(({ name }) => name)
  const standing = (path: string) => server.kept.get(`/bucket/${path}`)?.at(-1)
  beforeEach(() => {
    server.misbehave = (given) => given
    server.locks = true
    server.kept.clear()
    server.asked.length = 0
  })

  it('keeps files, gives them back, lists and removes them', async () => {
    expect(await store.put('linde/2026/a.age', from('een ', 'kopie'))).toEqual({
      bytes: 9,
      sha256: sha256('een kopie').toString('hex'),
    })
    await store.put('linde/2026/b.age', from())
    expect(Buffer.concat(await all(await store.get('linde/2026/a.age'))).toString()).toBe('een kopie')
    expect(await all(await store.get('linde/2026/b.age'))).toEqual([])
    expect(await all(store.list('linde/2026/a'))).toEqual([
      { name: 'linde/2026/a.age', bytes: 9, at: standing('linde/2026/a.age')!.at },
    ])
    await store.remove('linde/2026/b.age')
    expect(await names('linde/')).toEqual(['linde/2026/a.age'])
    for (const asked of [() => store.remove('linde/2026/b.age'), () => store.get('linde/2026/b.age')])
      await expect(asked()).rejects.toMatchObject({ reason: 'absent' })
  })

  it('lists page after page, from its own folder on, and nothing with another kind of name', async () => {
    server.page = 2
    const inside = storeWith({ folder: 'hoede/een' })
    for (const name of ['a', 'b/c', 'b/d', 'e', 'f']) await inside.put(name, from(name))
    await store.put('hoede/other', from('x'))
    server.kept.set('/bucket/hoede/een/een%20naam%26', standing('hoede/other') ? [standing('hoede/other')!] : [])
    expect((await all<StoredObject>(inside.list(''))).map(({ name }) => name)).toEqual(['a', 'b/c', 'b/d', 'e', 'f'])
    expect((await all<StoredObject>(inside.list('b/'))).map(({ name }) => name)).toEqual(['b/c', 'b/d'])
    server.page = 1_000
  })

  it('sends a file of unknown size in parts, with two of them in memory at most', async () => {
    let given = 0
    let most = 0
    const arrived = () => server.asked.reduce((sum, { bytes }) => sum + bytes.length, 0)
    const counted = megabytes(23, () => {
      most = Math.max(most, given - arrived())
      given += 1_000_000
    })
    const expected = sha256(Buffer.concat(await all(megabytes(23)))).toString('hex')
    expect(await locking.put('large', counted)).toEqual({ bytes: 23_000_000, sha256: expected })
    expect(most).toBeLessThanOrEqual(2 * least + 1_000_000)
    expect(sha256(standing('large')!.bytes).toString('hex')).toBe(expected)
    expect(standing('large')!.mode).toBe('COMPLIANCE')
    expect(server.asked.filter(({ path }) => path.includes('partNumber'))).toHaveLength(5)
    expect(sha256(Buffer.concat(await all(await store.get('large')))).toString('hex')).toBe(expected)
    // Exactly as many bytes as two parts have.
    await store.put('exact', from(Buffer.alloc(2 * least)))
    expect([standing('exact')!.bytes.length, server.uploads.size]).toEqual([2 * least, 0])
  })

  it('sends a part again that did not arrive', async () => {
    let failures = 0
    server.misbehave = (given, { path }) => {
      if (!path.includes('partNumber=2') || ++failures > 2) return given
      return failures === 1 ? { status: 503, body: '<Error><Code>SlowDown</Code></Error>' } : { after: 3_000 }
    }
    expect(await store.put('large', megabytes(12))).toMatchObject({ bytes: 12_000_000 })
    expect(standing('large')!.bytes.length).toBe(12_000_000)
  })

  it.each([
    ['the source breaks', undefined, 'pg_dump ended'],
    ['a part is refused', { path: 'partNumber=2', given: { status: 403 } }, 'refused'],
    ['there is no room', { path: 'partNumber=2', given: { status: 507 } }, 'full'],
    [
      'completing it fails after all',
      { path: '?uploadId', given: { body: '<?xml version="1.0"?>\n<Error><Code>InternalError</Code></Error>' } },
      'unreachable',
    ],
  ])('ends an upload when %s, and nothing stands there', async (_when, wrong, reason) => {
    server.misbehave = (given, { path, method }) => {
      if (!wrong || method === 'DELETE' || !path.includes(wrong.path)) return given
      // What was answered so was not done.
      server.kept.clear()
      return wrong.given
    }
    const source = megabytes(12, (at) => {
      if (!wrong && at === 9) throw new Error('pg_dump ended')
    })
    const put = store.put('large', source)
    await expect(put).rejects.toMatchObject(wrong ? { reason } : { message: reason })
    expect(await names()).toEqual([])
    expect(server.uploads.size).toBe(0)
  })

  it('never writes over what stands there, small or large', async () => {
    await store.put('a', from('first'))
    await expect(store.put('a', from('second'))).rejects.toMatchObject({ reason: 'exists' })
    await expect(store.put('a', megabytes(6))).rejects.toMatchObject({ reason: 'exists' })
    expect([server.text('/bucket/a'), server.uploads.size]).toEqual(['first', 0])
    // A store that does not know the condition says so.
    server.misbehave = (given, { headers }) =>
      headers['if-none-match'] ? { status: 501, body: '<Error><Code>NotImplemented</Code></Error>' } : given
    server.kept.clear()
    await storeWith().put('b', from('first'))
    expect(server.text('/bucket/b')).toBe('first')
  })

  it('locks what it keeps until the day that was asked, and says so when somebody wants to remove it', async () => {
    await locking.put('a', from('kept'))
    const { mode, until } = standing('a')!
    expect([mode, Math.round((Date.parse(until!) - Date.now()) / 86_400_000)]).toEqual(['COMPLIANCE', 30])
    await locking.assertLocked('a')
    await expect(locking.remove('a')).rejects.toMatchObject({ reason: 'locked' })
    expect(server.text('/bucket/a')).toBe('kept')
    await store.put('b', from('free'))
    await expect(store.assertLocked('b')).rejects.toMatchObject({ reason: 'not-locked' })
  })

  it.each([
    ['without a lock', { 'x-amz-object-lock-mode': '', 'x-amz-object-lock-retain-until-date': '' }],
    ['with one that the owner can take off', { 'x-amz-object-lock-mode': 'GOVERNANCE' }],
    ['for less long', { 'x-amz-object-lock-retain-until-date': '2026-11-25T12:00:00.000Z' }],
  ])('does not count what is kept %s', async (_how, headers) => {
    server.misbehave = (given, { method }) =>
      method === 'HEAD' ? { ...given, headers: { ...given.headers, ...headers } } : given
    await expect(locking.put('a', from('x'))).rejects.toMatchObject({ reason: 'not-locked' })
  })

  it('does not count a bucket that cannot lock', async () => {
    server.locks = false
    for (const source of [from('x'), megabytes(6)])
      await expect(locking.put('a', source)).rejects.toMatchObject({ reason: 'not-locked' })
    expect(await names()).toEqual([])
  })

  it('removes older versions too', async () => {
    await store.put('a', from('x'))
    const [one] = server.kept.get('/bucket/a')!
    server.kept.set('/bucket/a', [{ ...one!, version: 'older' }, one!])
    await store.remove('a')
    expect(server.kept.get('/bucket/a')).toEqual([])
  })

  it('gives a page of text back as it stands there', async () => {
    expect(await keepText(locking, 'checkpoint-7.txt', 'een ijkpunt\n— naam\n')).toBe('een ijkpunt\n— naam\n')
    expect(await keepText(locking, 'checkpoint-7.txt', 'iets anders')).toBe('een ijkpunt\n— naam\n')
    // A store that says it kept what it did not.
    server.misbehave = (given, { method }) => (method === 'GET' ? { ...given, body: 'iets anders' } : given)
    expect(await keepText(store, 'checkpoint-8.txt', 'een ijkpunt')).toBe('iets anders')
    server.misbehave = (given, { method }) => (method === 'GET' ? { status: 404 } : given)
    await expect(keepText(store, 'checkpoint-9.txt', 'een ijkpunt')).rejects.toMatchObject({ reason: 'absent' })
  })

  it.each(['../linde', 'a/../../b', '/etc/passwd', 'a//b', '.ssh/x', '', 'a b', 'a?x=1', 'a%2f..'])(
    'takes no name that could lead elsewhere: %j',
    async (name) => {
      for (const asked of [() => store.put(name, from('x')), () => store.get(name), () => store.remove(name)])
        await expect(asked()).rejects.toMatchObject({ reason: 'bad-name' })
      expect(server.asked).toEqual([])
    },
  )

  it('waits no longer than was said for a store that falls silent', async () => {
    server.misbehave = (given) => ({ ...given, after: 3_000 })
    await expect(storeWith({ silentMilliseconds: 300 }).put('a', from('x'))).rejects.toMatchObject({ reason: 'slow' })
    server.misbehave = (given, { method }) =>
      method === 'GET' ? { ...given, headers: { 'content-length': '100' } } : given
    await store.put('b', from('half'))
    await expect(all(await storeWith({ silentMilliseconds: 300 }).get('b'))).rejects.toMatchObject({ reason: 'slow' })
  })

  it.each([
    ['another secret', { secretKey: 'ander' }, 'refused'],
    ['a place where nothing listens', { bucket: 'https://localhost:1/bucket' }, 'unreachable'],
    ['an address that is refused', { bucket: 'https://169.254.169.254/bucket' }, 'refused'],
    ['no encryption', { bucket: 'http://localhost/bucket' }, 'refused'],
  ])('says what is wrong with %s', async (_what, change, reason) => {
    const wrong = storeWith(change)
    for (const asked of [
      () => wrong.put('a', from('x')),
      () => wrong.get('a'),
      () => wrong.remove('a'),
      () => all(wrong.list('')),
    ])
      await expect(asked()).rejects.toMatchObject({ reason })
  })
})
