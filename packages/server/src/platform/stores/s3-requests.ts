import { AwsV4Signer } from 'aws4fetch'
import { XMLParser } from 'fast-xml-parser'
import { sha256 } from '../crypto/tokens.ts'
import { type Outbound, OutboundProblem, type Transfer } from '../http/outbound.ts'
import { StoreProblem, type StoreRefusal } from './store.ts'

/** A bucket of a store that speaks Amazon's S3, and who asks it. */
export interface Bucket {
  /** https address of the bucket itself, with its name in the host or in the path: https://s3.eu-central-1.amazonaws.com/bucket. */
  bucket: string
  region: string
  accessKey: string
  secretKey: string
  /** So long nothing may move while something is asked. */
  silentMilliseconds?: number | undefined
}

export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  key?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: Uint8Array
}

/** What the store refused, with the code that it gave (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
export class S3Problem extends StoreProblem {
  readonly status: number
  readonly code: string
  constructor(reason: StoreRefusal, status: number, code: string) {
    super(reason, `the store answered ${status} ${code}`.trim())
    this.status = status
    this.code = code
  }
}

/** An answer without its files is small. */
const largestText = 8_000_000

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, isArray: (name) => name === 'Contents' })

/** Asks one thing, signed; what is not a success is a StoreProblem. The body of the answer must be read, or destroyed. */
export async function askS3(
  outbound: Pick<Outbound, 'transfer'>,
  bucket: Bucket,
  request: S3Request,
): Promise<Transfer> {
  const answer = await send(outbound, bucket, request)
  if (answer.status >= 200 && answer.status < 300) return answer
  const text = await textOf(answer).catch(() => '')
  throw problemOf(answer.status, codeIn(text))
}

/** The same, for an answer that is XML or nothing: what stands in its root element. */
export async function askS3Xml<T>(
  outbound: Pick<Outbound, 'transfer'>,
  bucket: Bucket,
  request: S3Request,
): Promise<{ headers: Headers; found: Partial<T> }> {
  const answer = await askS3(outbound, bucket, request)
  const text = await textOf(answer)
  // Completing an upload can take minutes, and goes wrong with a success as its status.
  const code = codeIn(text)
  if (code) throw problemOf(500, code)
  const [found] = Object.entries(parser.parse(text) as Record<string, unknown>).flatMap(([name, value]) =>
    name.startsWith('?') || typeof value !== 'object' ? [] : [value],
  )
  return { headers: answer.headers, found: (found ?? {}) as Partial<T> }
}

async function send(outbound: Pick<Outbound, 'transfer'>, bucket: Bucket, request: S3Request): Promise<Transfer> {
  const { method, key, query = {}, headers = {}, body } = request
  const url = new URL(key === undefined ? bucket.bucket : `${bucket.bucket}/${key}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const signed = await new AwsV4Signer({
    method,
    url: String(url),
    headers: { ...headers, 'x-amz-content-sha256': sha256(body ?? '').toString('hex') },
    accessKeyId: bucket.accessKey,
    secretAccessKey: bucket.secretKey,
    service: 's3',
    region: bucket.region,
    // Headers that say how it is kept are signed too: nobody on the way can take the lock off.
    allHeaders: true,
  }).sign()
  // The host is named by the connection itself.
  const { host: _host, ...rest } = Object.fromEntries(new Headers(signed.headers).entries())
  const { silentMilliseconds } = bucket
  return outbound
    .transfer(String(signed.url), { method, headers: rest, silentMilliseconds, ...(body ? { body } : {}) })
    .catch(ofNetwork)
}

const silences = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

/** What the network threw, as a StoreProblem. */
export function ofNetwork(error: unknown): never {
  if (error instanceof StoreProblem) throw error
  if (error instanceof OutboundProblem) throw new StoreProblem('refused', error.code, { cause: error })
  const { code = '' } = error as { code?: string }
  if (silences.includes(code)) throw new StoreProblem('slow', 'the store fell silent', { cause: error })
  throw new StoreProblem('unreachable', `the store cannot be reached: ${code || 'network'}`, { cause: error })
}

async function textOf({ body }: Transfer): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      length += part.length
      if (length > largestText) throw new StoreProblem('unreachable', 'an answer that is too large')
      parts.push(part)
    }
  } catch (error) {
    ofNetwork(error)
  }
  return Buffer.concat(parts).toString('utf8')
}

const codeIn = (text: string) =>
  /^(?:<\?xml[^>]*>)?\s*<Error\b[\s\S]*?<Code>(\w+)<\/Code>/.exec(text.trimStart())?.[1] ?? ''

const byCode: Record<string, StoreRefusal> = {
  NoSuchBucket: 'unreachable',
  SlowDown: 'slow',
  RequestTimeout: 'slow',
  EntityTooLarge: 'full',
  QuotaExceeded: 'full',
  InternalError: 'unreachable',
  ConditionalRequestConflict: 'unreachable',
}

const byStatus: Record<number, StoreRefusal> = {
  404: 'absent',
  409: 'unreachable',
  412: 'exists',
  413: 'full',
  429: 'slow',
  500: 'unreachable',
  502: 'unreachable',
  503: 'slow',
  504: 'slow',
  507: 'full',
}

const problemOf = (status: number, code: string) =>
  new S3Problem(byCode[code] ?? byStatus[status] ?? 'refused', status, code)

/** One request whose answer is XML or nothing. */
export type Ask = (request: S3Request) => Promise<{ headers: Headers; found: Partial<Record<string, string>> }>
