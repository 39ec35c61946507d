import type { NewProvider, ProviderCredentials } from '@hoede/contract'
import { base64url, exportJWK, importPKCS8 } from 'jose'
import * as oidc from 'openid-client'
import type { Static } from 'typebox'
import { Problem } from '../../platform/http/problem.ts'
import { X509Certificate } from '../../platform/tls/x509.ts'

export type Credentials = Static<typeof ProviderCredentials>
type Method = NewProvider['clientAuthentication']

const wrong = (detail: string) => new Problem('provider-settings', { detail })

/** Are these the credentials that the method needs, and can they be read? Throws Problem provider-settings with what is wrong. */
export async function checkCredentials(method: Method, given: Credentials): Promise<void> {
  if (method === 'client_secret_basic' || method === 'client_secret_post') {
    if (!given.clientSecret) throw wrong('Vul het geheim (client secret) in.')
    return
  }
  if (!given.privateKey) throw wrong('Vul de geheime sleutel in (PEM, begint met BEGIN PRIVATE KEY).')
  await signingKey(given.privateKey, 'PS256').catch(() => {
    throw wrong('De geheime sleutel is niet te lezen. Nodig is PEM (PKCS #8, zonder wachtwoord), RSA of EC P-256.')
  })
  if (method === 'tls_client_auth' && !given.certificate) throw wrong('Vul het certificaat in (PEM).')
  if (!given.certificate) return
  const belongs = await isKeyOf(given.certificate, given.privateKey).catch(() => false)
  if (!belongs) throw wrong('Het certificaat is niet te lezen, of hoort niet bij de geheime sleutel.')
}

/** Does a private key belong to a certificate? Both say which public key it is. */
async function isKeyOf(certificate: string, privateKey: string): Promise<boolean> {
  const key = await signingKey(privateKey, 'PS256', { extractable: true })
  const certified = await new X509Certificate(certificate).publicKey.export()
  const [a, b] = await Promise.all([exportJWK(key), exportJWK(certified)])
  return a.kty === b.kty && a.n === b.n && a.e === b.e && a.x === b.x && a.y === b.y
}

/** The way in which Hoede proves to the provider who it is (OpenID Connect Core section 9, RFC 8705). */
export async function clientAuthentication(
  method: Method,
  credentials: Credentials,
  metadata: oidc.ServerMetadata,
): Promise<oidc.ClientAuth> {
  switch (method) {
    case 'client_secret_basic':
      return oidc.ClientSecretBasic(credentials.clientSecret)
    case 'client_secret_post':
      return oidc.ClientSecretPost(credentials.clientSecret)
    case 'tls_client_auth':
      return oidc.TlsClientAuth()
    case 'private_key_jwt': {
      const supported = metadata.token_endpoint_auth_signing_alg_values_supported
      const key = await signingKey(credentials.privateKey ?? '', supported?.includes('PS256') ? 'PS256' : 'RS256')
      const thumbprint = credentials.certificate && (await thumbprintOf(credentials.certificate))
      return oidc.PrivateKeyJwt(
        { key, ...(credentials.keyId ? { kid: credentials.keyId } : {}) },
        {
          // By this header Entra and ADFS find the certificate that was registered (RFC 7515 section 4.1.8).
          [oidc.modifyAssertion]: (header) => {
            if (thumbprint) header['x5t#S256'] = thumbprint
          },
        },
      )
    }
  }
}

/** ES256 for a key on P-256; for RSA the algorithm that is asked. */
function signingKey(pem: string, forRsa: 'PS256' | 'RS256', options = { extractable: false }) {
  return importPKCS8(pem, 'ES256', options).catch(() => importPKCS8(pem, forRsa, options))
}

async function thumbprintOf(certificate: string): Promise<string> {
  return base64url.encode(new Uint8Array(await new X509Certificate(certificate).getThumbprint('SHA-256')))
}
