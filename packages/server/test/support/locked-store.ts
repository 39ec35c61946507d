import { createHash, createHmac, randomBytes } from 'node:crypto'
import { type Asked, type Given, standIn } from './stand-in.ts'

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
const checksum = (content: Uint8Array) => createHash('sha256').update(content).digest('base64')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

/** Is a request signed with this secret? By the words of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. */
function isSigned({ method, path, headers, bytes }: Asked, secretKey: string): boolean {
  const [, scope = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      String(headers.authorization),
    ) ?? []
  const { pathname, searchParams } = new URL(path, 'https://store.example')
  const query = [...searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort()
  const canonical = [
    method,
    pathname,
    query.join('&'),
    ...names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    String(headers['x-amz-content-sha256']),
  ].join('\n')
  const [day = '', region = '', service = '', end = ''] = scope.split('/')
  const key = [day, region, service, end].reduce<string | Buffer>(
    (found, part) => hmac(found, part),
    `AWS4${secretKey}`,
  )
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  return sha256(bytes) === headers['x-amz-content-sha256'] && hmac(key, toSign).toString('hex') === signature
}

interface Lock {
  mode: string | undefined
  until: string | undefined
}
export interface KeptVersion extends Lock {
  bytes: Buffer
  version: string
  at: Date
}
interface Upload extends Lock {
  path: string
  parts: Map<number, { etag: string; bytes: Buffer }>
}

const error = (status: number, code: string): Given => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
})
/** Each part but the last has at least so many bytes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html. */
const leastPart = 5 * 1024 * 1024

/** A store that speaks S3 with versions and Object Lock, as its documentation says; `misbehave` changes what it answers. */
export async function lockedStore(secretKey: string) {
  /** By the path of the name, the oldest version first. */
  const kept = new Map<string, KeptVersion[]>()
  const uploads = new Map<string, Upload>()
  const self = {
    kept,
    uploads,
    misbehave: (given: Given, _asked: Asked): Given | Promise<Given> => given,
    /** Keys in one page of a list. */
    page: 1_000,
    /** Has the bucket Object Lock? */
    locks: true,
    text: (path: string) => kept.get(path)?.at(-1)?.bytes.toString('utf8'),
  }

  function lockIn({ headers }: Asked): Lock | Given {
    const mode = headers['x-amz-object-lock-mode']?.toString()
    const until = headers['x-amz-object-lock-retain-until-date']?.toString()
    if (!mode && !until) return { mode, until }
    if (!self.locks) return error(400, 'InvalidRequest')
    return mode && until && Date.parse(until) > Date.now() ? { mode, until } : error(400, 'InvalidArgument')
  }
  function create(asked: Asked, path: string, bytes: Buffer, { mode, until }: Lock): Given {
    if (asked.headers['if-none-match'] === '*' && kept.get(path)?.length) return error(412, 'PreconditionFailed')
    const version = randomBytes(8).toString('hex')
    kept.set(path, [...(kept.get(path) ?? []), { bytes, mode, until, version, at: new Date() }])
    return { body: '', headers: { etag: `"${sha256(bytes).slice(0, 32)}"`, 'x-amz-version-id': version } }
  }
  function put(asked: Asked, path: string): Given {
    if (asked.headers['x-amz-checksum-sha256'] !== checksum(asked.bytes)) return error(400, 'BadDigest')
    const lock = lockIn(asked)
    return 'status' in lock ? lock : create(asked, path, asked.bytes, lock as Lock)
  }
  function begin(asked: Asked, path: string): Given {
    const lock = lockIn(asked)
    if ('status' in lock) return lock
    const id = randomBytes(12).toString('base64')
    uploads.set(id, { path, parts: new Map(), ...(lock as Lock) })
    return { body: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>` }
  }
  function putPart({ headers, bytes }: Asked, upload: Upload, number: number): Given {
    if (headers['x-amz-checksum-sha256'] !== checksum(bytes)) return error(400, 'BadDigest')
    const etag = `"${sha256(bytes).slice(0, 32)}"`
    upload.parts.set(number, { etag, bytes })
    return { body: '', headers: { etag } }
  }
  function complete(asked: Asked, id: string, upload: Upload): Given {
    const listed = [...asked.body.matchAll(/<Part>(.*?)<\/Part>/g)].map(([, part = '']) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      etag: /<ETag>(.*?)</.exec(part)?.[1]?.replaceAll('&quot;', '"'),
      sum: /<ChecksumSHA256>(.*?)</.exec(part)?.[1],
    }))
    const parts = listed.map(({ number }) => upload.parts.get(number))
    if (listed.some(({ number }, at) => at && number <= listed[at - 1]!.number)) return error(400, 'InvalidPartOrder')
    const isRight = listed.every(
      ({ etag, sum }, at) => parts[at] && parts[at].etag === etag && checksum(parts[at].bytes) === sum,
    )
    if (!isRight || !listed.length) return error(400, 'InvalidPart')
    if (parts.slice(0, -1).some((part) => part!.bytes.length < leastPart)) return error(400, 'EntityTooSmall')
    const made = create(asked, upload.path, Buffer.concat(parts.map((part) => part!.bytes)), upload)
    if (!made.status) uploads.delete(id)
    return made.status ? made : { ...made, body: '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>' }
  }
  function list(bucket: string, query: URLSearchParams): Given {
    const prefix = `${bucket}/${query.get('prefix') ?? ''}`
    const after = Buffer.from(query.get('continuation-token') ?? '', 'base64').toString()
    const found = [...kept]
      .filter(([path, versions]) => path.startsWith(prefix) && path > after && versions.length)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const page = found.slice(0, self.page)
    const isCut = found.length > page.length
    const contents = page.map(
      ([path, [...versions]]) =>
        `<Contents><Key>${encoded(decodeURIComponent(path.slice(bucket.length + 1)))}</Key><LastModified>${versions.at(-1)!.at.toISOString()}</LastModified><Size>${versions.at(-1)!.bytes.length}</Size></Contents>`,
    )
    const token = Buffer.from(page.at(-1)?.[0] ?? '').toString('base64')
    return {
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>bucket</Name><IsTruncated>${isCut}</IsTruncated>${contents.join('')}${isCut ? `<NextContinuationToken>${token}</NextContinuationToken>` : ''}</ListBucketResult>`,
    }
  }
  function remove(path: string, version: string | null): Given {
    const versions = kept.get(path) ?? []
    // Without a version this only hides what stands there.
    if (!version) return error(500, 'InternalError')
    const found = versions.find((each) => each.version === version)
    if (found?.until && Date.parse(found.until) > Date.now()) return error(403, 'AccessDenied')
    kept.set(
      path,
      versions.filter((each) => each !== found),
    )
    return { status: 204, body: '' }
  }
  function read(path: string, isHead: boolean): Given {
    const found = kept.get(path)?.at(-1)
    if (!found) return isHead ? { status: 404, body: '' } : error(404, 'NoSuchKey')
    const lock = found.mode
      ? { 'x-amz-object-lock-mode': found.mode, 'x-amz-object-lock-retain-until-date': found.until ?? '' }
      : {}
    return {
      body: isHead ? '' : found.bytes,
      headers: { 'content-type': 'binary/octet-stream', 'x-amz-version-id': found.version, ...lock },
    }
  }

  const answer = (asked: Asked): Given => {
    if (!isSigned(asked, secretKey)) return error(403, 'SignatureDoesNotMatch')
    const { method } = asked
    const { pathname: path, searchParams: query } = new URL(asked.path, 'https://store.example')
    const id = query.get('uploadId')
    const upload = id === null ? undefined : uploads.get(id)
    if (id !== null && upload?.path !== path) return error(404, 'NoSuchUpload')
    if (upload && method === 'PUT') return putPart(asked, upload, Number(query.get('partNumber')))
    if (upload && method === 'POST') return complete(asked, id!, upload)
    if (upload && method === 'DELETE') {
      uploads.delete(id!)
      return { status: 204, body: '' }
    }
    if (method === 'POST') return query.has('uploads') ? begin(asked, path) : error(400, 'InvalidRequest')
    if (method === 'PUT') return put(asked, path)
    if (method === 'DELETE') return remove(path, query.get('versionId'))
    return query.get('list-type') === '2' ? list(path, query) : read(path, method === 'HEAD')
  }
  const { base, ca, asked } = await standIn((one) => self.misbehave(answer(one), one))
  return Object.assign(self, { base, ca, asked })
}
