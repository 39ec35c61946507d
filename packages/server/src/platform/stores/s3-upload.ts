import { setTimeout as pause } from 'node:timers/promises'
import { sha256 } from '../crypto/tokens.ts'
import type { Ask, S3Request } from './s3-requests.ts'
import { StoreProblem } from './store.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html. */
const mostParts = 10_000
const attempts = 3

interface Part {
  number: number
  etag: string
  checksum: string
}

/** Sends a file that fits in one request; `lock` are the headers that say how it is kept. Throws StoreProblem. */
export async function sendWhole(create: Ask, key: string, body: Buffer, lock: Record<string, string>): Promise<void> {
  const headers = { ...lock, 'x-amz-checksum-sha256': sha256(body).toString('base64') }
  await create({ method: 'PUT', key, headers, body })
}

/** Sends a file of any size in parts, the next gathered while the one before goes out. Throws StoreProblem, and what the parts throw. */
export async function sendInParts(
  { ask, create }: { ask: Ask; create: Ask },
  key: string,
  parts: AsyncIterable<Buffer>,
  lock: Record<string, string>,
): Promise<void> {
  const headers = { ...lock, 'x-amz-checksum-algorithm': 'SHA256' }
  const { found } = await ask({ method: 'POST', key, query: { uploads: '' }, headers })
  const { UploadId: uploadId } = found
  if (!uploadId) throw new StoreProblem('unreachable', 'an answer that is not understood')
  const sent: Part[] = []
  let underWay: Promise<Part> | undefined
  try {
    let number = 0
    for await (const body of parts) {
      if (underWay) sent.push(await underWay)
      number += 1
      if (number > mostParts) throw new StoreProblem('full', 'more parts than a file can have')
      underWay = sendPart(ask, { key, uploadId, number, body })
      // Whoever awaits it hears of a failure; until then it is nobody's.
      underWay.catch(() => undefined)
    }
    if (underWay) sent.push(await underWay)
    await create({ method: 'POST', key, query: { uploadId }, body: Buffer.from(completion(sent)) })
  } catch (error) {
    await underWay?.catch(() => undefined)
    // What is not ended so, stays and is paid for, and is seen by nobody.
    await ask({ method: 'DELETE', key, query: { uploadId } }).catch(() => undefined)
    throw error
  }
}

/** A part that did not arrive is sent again: the same number takes the place of what came of it. */
async function sendPart(
  ask: Ask,
  { key, uploadId, number, body }: { key: string; uploadId: string; number: number; body: Buffer },
): Promise<Part> {
  const checksum = sha256(body).toString('base64')
  const query = { partNumber: String(number), uploadId }
  const request: S3Request = { method: 'PUT', key, query, headers: { 'x-amz-checksum-sha256': checksum }, body }
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { headers } = await ask(request)
      return { number, etag: headers.get('etag') ?? '', checksum }
    } catch (error) {
      const passes = error instanceof StoreProblem && ['unreachable', 'slow'].includes(error.reason)
      if (!passes || attempt === attempts) throw error
      await pause(attempt * 300)
    }
  }
}

const completion = (parts: readonly Part[]) =>
  `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts
    .map(
      ({ number, etag, checksum }) =>
        `<Part><PartNumber>${number}</PartNumber><ETag>${escaped(etag)}</ETag><ChecksumSHA256>${checksum}</ChecksumSHA256></Part>`,
    )
    .join('')}</CompleteMultipartUpload>`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
