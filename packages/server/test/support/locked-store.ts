import { createHash, createHmac } from 'node:crypto'
import { type Asked, type Given, standIn } from './stand-in.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** Is a request signed with this secret? By the words of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. */
function isSigned({ method, path, headers, body }: Asked, secretKey: string): boolean {
  const [, scope = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      String(headers.authorization),
    ) ?? []
  const canonical = [
    method,
    path,
    '',
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
  return sha256(body) === headers['x-amz-content-sha256'] && hmac(key, toSign).toString('hex') === signature
}

/** A store that speaks S3 with Object Lock, as its documentation says; `misbehave` changes what it answers. */
export async function lockedStore(secretKey: string) {
  const kept = new Map<string, { text: string; mode: string | undefined; until: string | undefined }>()
  const self = { kept, misbehave: (given: Given, _asked: Asked): Given => given, base: '', ca: '' }
  const answer = (asked: Asked): Given => {
    if (!isSigned(asked, secretKey)) return { status: 403, body: '<Error><Code>SignatureDoesNotMatch</Code></Error>' }
    const { method, path, headers, body } = asked
    if (method === 'PUT') {
      const sum = createHash('sha256').update(body).digest('base64')
      if (headers['x-amz-checksum-sha256'] !== sum)
        return { status: 400, body: '<Error><Code>BadDigest</Code></Error>' }
      kept.set(path, {
        text: body,
        mode: headers['x-amz-object-lock-mode']?.toString(),
        until: headers['x-amz-object-lock-retain-until-date']?.toString(),
      })
      return { body: '' }
    }
    const found = kept.get(path)
    if (!found) return { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }
    const lock = {
      'x-amz-object-lock-mode': found.mode ?? '',
      'x-amz-object-lock-retain-until-date': found.until ?? '',
    }
    return { body: found.text, headers: { 'content-type': 'text/plain', ...lock } }
  }
  const { base, ca } = await standIn((asked) => self.misbehave(answer(asked), asked))
  return Object.assign(self, { base, ca })
}
