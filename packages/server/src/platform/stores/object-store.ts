import { AwsV4Signer } from 'aws4fetch'
import { sha256 } from '../crypto/tokens.ts'
import type { Outbound } from '../http/outbound.ts'

/** A place in a bucket of a store that speaks Amazon's S3, with versions and Object Lock on. */
export interface LockedStore {
  /** https address of the bucket, and what the names in it begin with: https://s3.eu-central-1.amazonaws.com/bucket/logging */
  address: string
  region: string
  accessKey: string
  secretKey: string
  /** So long nobody can remove what is kept, the owner of the account neither (compliance mode). */
  retainDays: number
}

/** 'refused': the store said no; 'not-locked': it keeps the text but anybody could remove it; 'changed': it gives another text back. */
export type KeepOutcome = 'kept' | 'refused' | 'not-locked' | 'changed'

const dayLength = 86_400_000

/**
 * Keeps a text under a name, locked, and reads it back: only what came back the same, with its lock on, counts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html. Throws what the network threw.
 */
export async function keepLocked(
  outbound: Pick<Outbound, 'fetch'>,
  store: LockedStore,
  name: string,
  text: string,
  now = new Date(),
): Promise<KeepOutcome> {
  const url = `${store.address}/${name}`
  const until = new Date(now.getTime() + store.retainDays * dayLength)
  const put = await ask(outbound, store, 'PUT', url, text, {
    'content-type': 'text/plain; charset=utf-8',
    'x-amz-checksum-sha256': sha256(text).toString('base64'),
    'x-amz-object-lock-mode': 'COMPLIANCE',
    'x-amz-object-lock-retain-until-date': until.toISOString(),
  })
  if (!put.ok) return 'refused'
  const back = await ask(outbound, store, 'GET', url, undefined, {})
  if (!back.ok) return 'refused'
  if ((await back.text()) !== text) return 'changed'
  const lockedUntil = Date.parse(back.headers.get('x-amz-object-lock-retain-until-date') ?? '')
  const isLocked =
    back.headers.get('x-amz-object-lock-mode') === 'COMPLIANCE' && lockedUntil >= until.getTime() - dayLength
  return isLocked ? 'kept' : 'not-locked'
}

async function ask(
  outbound: Pick<Outbound, 'fetch'>,
  { region, accessKey, secretKey }: LockedStore,
  method: 'GET' | 'PUT',
  url: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<Response> {
  const signed = await new AwsV4Signer({
    method,
    url,
    headers: { ...headers, 'x-amz-content-sha256': sha256(body ?? '').toString('hex') },
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
    // Headers that say how it is kept are signed too: nobody on the way can take the lock off.
    allHeaders: true,
    ...(body === undefined ? {} : { body }),
  }).sign()
  // The host is named by the connection itself.
  const { host: _host, ...rest } = Object.fromEntries(new Headers(signed.headers).entries())
  return outbound.fetch(String(signed.url), { method, headers: rest, body: body ?? null })
}
