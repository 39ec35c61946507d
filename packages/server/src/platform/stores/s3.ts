import { createDigest } from '../crypto/tokens.ts'
import type { Outbound } from '../http/outbound.ts'
import { inPieces } from './pieces.ts'
import { type Ask, askS3, askS3Xml, type Bucket, ofNetwork, S3Problem } from './s3-requests.ts'
import { sendInParts, sendWhole } from './s3-upload.ts'
import { checkName, checkPrefix, isName, type Store, StoreProblem } from './store.ts'

export interface S3Options extends Bucket {
  /** What the names in the bucket begin with, a slash after it. */
  folder?: string | undefined
  /** So many days nobody can remove what is kept, the owner of the account neither; needs a bucket with Object Lock. */
  retainDays?: number | undefined
  /** Bytes of each part of an upload; two are held in memory. At least five MiB, and 10,000 of them are the largest file. */
  partBytes?: number | undefined
}

export interface S3Store extends Store {
  /** Throws StoreProblem not-locked for what can be removed already. */
  assertLocked(name: string): Promise<void>
}

const dayLength = 86_400_000
/** A bucket with versions can hold several of one name; a store that keeps its promises never has more than one. */
const mostVersions = 100

/**
 * A store in a bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/). What is locked is locked from the first moment, in compliance
 * mode (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html).
 */
export function s3Store(outbound: Pick<Outbound, 'transfer'>, options: S3Options): S3Store {
  const { folder, retainDays, partBytes = 8 * 1024 * 1024 } = options
  const begin = folder ? `${folder}/` : ''
  const keyOf = (name: string) => {
    checkName(name)
    return `${begin}${name}`
  }
  const ask: Ask = (request) => askS3Xml(outbound, options, request)
  const create = createsOnly(ask)

  async function lockOf(key: string): Promise<{ until: number; version: string | undefined; held: boolean }> {
    const { headers } = await ask({ method: 'HEAD', key })
    const isCompliance = headers.get('x-amz-object-lock-mode') === 'COMPLIANCE'
    const until = Date.parse(headers.get('x-amz-object-lock-retain-until-date') ?? '')
    return {
      until: isCompliance && until ? until : 0,
      version: headers.get('x-amz-version-id') ?? undefined,
      held: headers.get('x-amz-object-lock-legal-hold') === 'ON' || until > Date.now(),
    }
  }
  async function assertUntil(key: string, until: number): Promise<void> {
    if ((await lockOf(key)).until < until) throw new StoreProblem('not-locked', 'the store keeps it without a lock')
  }
  async function removeVersion(key: string): Promise<void> {
    const { version, held } = await lockOf(key)
    const query = version ? { versionId: version } : {}
    await ask({ method: 'DELETE', key, query }).catch((error: unknown) => {
      if (held && error instanceof S3Problem && error.reason === 'refused')
        throw new StoreProblem('locked', 'a lock keeps it there')
      throw error
    })
  }

  return {
    async put(name, source) {
      const key = keyOf(name)
      const until = retainDays === undefined ? undefined : new Date(Date.now() + retainDays * dayLength)
      const lock: Record<string, string> = until
        ? { 'x-amz-object-lock-mode': 'COMPLIANCE', 'x-amz-object-lock-retain-until-date': until.toISOString() }
        : {}
      const digest = createDigest()
      let bytes = 0
      const counted = async function* () {
        for await (const piece of source) {
          digest.update(piece)
          bytes += piece.length
          yield piece
        }
      }
      const parts = inPieces(counted(), partBytes)
      try {
        const begun = [...(await next(parts)), ...(await next(parts))]
        if (begun.length < 2) await sendWhole(create, key, begun[0] ?? Buffer.alloc(0), lock)
        else await sendInParts({ ask, create }, key, following(begun, parts), lock)
      } catch (error) {
        if (until && error instanceof S3Problem && error.code === 'InvalidRequest')
          throw new StoreProblem('not-locked', 'the bucket has no Object Lock', { cause: error })
        throw error
      } finally {
        await parts.return(undefined)
      }
      // A day's grace: a store may round.
      if (until)
        await assertUntil(key, until.getTime() - dayLength).catch(async (error: unknown) => {
          await removeVersion(key).catch(() => undefined)
          throw error
        })
      return { bytes, sha256: digest.hex() }
    },
    async get(name) {
      const { body } = await askS3(outbound, options, { method: 'GET', key: keyOf(name) })
      return (async function* () {
        try {
          yield* body as AsyncIterable<Uint8Array>
        } catch (error) {
          ofNetwork(error)
        } finally {
          body.destroy()
        }
      })()
    },
    async *list(prefix) {
      checkPrefix(prefix)
      for (let next: Record<string, string> | undefined = {}; next; ) {
        const query: Record<string, string> = {
          'list-type': '2',
          'encoding-type': 'url',
          prefix: `${begin}${prefix}`,
          ...next,
        }
        const { found }: { found: Partial<Listing> } = await askS3Xml(outbound, options, { method: 'GET', query })
        for (const { Key, Size, LastModified } of found.Contents ?? []) {
          const name = decodeURIComponent(Key.replaceAll('+', ' ')).slice(begin.length)
          if (isName(name)) yield { name, bytes: Number(Size), at: new Date(LastModified) }
        }
        const token: string | undefined = found.IsTruncated === 'true' ? found.NextContinuationToken : undefined
        next = token ? { 'continuation-token': token } : undefined
      }
    },
    async remove(name) {
      const key = keyOf(name)
      await removeVersion(key)
      for (let more = 1; more < mostVersions; more += 1) {
        const isGone = await removeVersion(key).then(() => false, ifAbsent)
        if (isGone) return
      }
    },
    assertLocked: (name) => assertUntil(keyOf(name), Date.now()),
    close: () => Promise.resolve(),
  }
}

interface Listing {
  Contents: { Key: string; Size: string; LastModified: string }[]
  IsTruncated: string
  NextContinuationToken: string
}

/** Nothing that stands there is replaced. A store that does not know conditions says so once, and is then asked without. */
function createsOnly(ask: Ask): Ask {
  let knows = true
  return async (request) => {
    if (!knows) return ask(request)
    try {
      return await ask({ ...request, headers: { ...request.headers, 'if-none-match': '*' } })
    } catch (error) {
      if (!(error instanceof S3Problem && error.status === 501)) throw error
      knows = false
      return ask(request)
    }
  }
}

const next = async (parts: AsyncGenerator<Buffer>): Promise<Buffer[]> => {
  const { done, value } = await parts.next()
  return done ? [] : [value]
}

/** What was begun is given away one by one, so that it isn't held any longer than it takes to send. */
async function* following(begun: Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for (let one = begun.shift(); one; one = begun.shift()) yield one
  yield* rest
}

const ifAbsent = (error: unknown): true => {
  if (error instanceof StoreProblem && error.reason === 'absent') return true
  throw error
}
