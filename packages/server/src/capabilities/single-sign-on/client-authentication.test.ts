import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose'
import { describe, expect, inject, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clientSecret } from '../../../test/support/identity-provider.ts'
import { clientId, singleSignOn } from '../../../test/support/single-sign-on.ts'
import { openLocalAuthority } from '../../platform/tls/local-authority.ts'
import { tlsFolder } from '../../platform/tls/server-tls.ts'

describe('how Hoede proves to a provider who it is', async () => {
  const hoede = await startTestHoede({ outboundTimeout: 3_000 })
  const world = await singleSignOn(hoede)
  const tokenRequest = (idp: Awaited<ReturnType<typeof world.startProvider>>) =>
    idp.requests.findLast((each) => each.path === '/token')!

  it('by a secret in the header, or in the form', async () => {
    const basic = await world.startProvider()
    const one = await world.add(basic)
    expect((await world.trial(basic, one.id)).succeeded).toBe(true)
    expect(tokenRequest(basic).body).not.toContain('client_secret')
    const post = await world.startProvider({ token_endpoint_auth_method: 'client_secret_post' })
    const two = await world.add(post, { clientAuthentication: 'client_secret_post' })
    expect((await world.trial(post, two.id)).succeeded).toBe(true)
    expect(new URLSearchParams(tokenRequest(post).body).get('client_secret')).toBe(clientSecret)
  })

  it.each(['RS256', 'ES256'])('by a signed statement (%s), with the certificate named in it', async (algorithm) => {
    const pair = await generateKeyPair(algorithm, { extractable: true })
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'of-hoede', use: 'sig' }
    const idp = await world.startProvider({
      token_endpoint_auth_method: 'private_key_jwt',
      client_secret: undefined,
      jwks: { keys: [jwk] },
    })
    const privateKey = await exportPKCS8(pair.privateKey)
    const { id } = await world.add(idp, {
      clientAuthentication: 'private_key_jwt',
      credentials: { privateKey, keyId: 'of-hoede' },
    })
    expect((await world.trial(idp, id)).failure).toBeNull()
    const assertion = new URLSearchParams(tokenRequest(idp).body).get('client_assertion')!
    const header = JSON.parse(Buffer.from(assertion.split('.')[0]!, 'base64url').toString())
    expect(header).toMatchObject({ kid: 'of-hoede', alg: algorithm === 'RS256' ? 'PS256' : 'ES256' })
    // Another key under the same name is not Hoede.
    const other = await exportPKCS8((await generateKeyPair(algorithm, { extractable: true })).privateKey)
    const changed = await world.change(id, { version: 1, credentials: { privateKey: other, keyId: 'of-hoede' } })
    expect(changed.status).toBe(200)
    const begun = await world.karin.post(`/api/providers/${id}/trial`)
    expect([begun.status, begun.body.code]).toEqual([401, 'provider-refused'])
    expect(begun.body.detail).toContain('herkent Hoede niet')
  })

  it('by a certificate (mutual TLS)', async () => {
    const authority = await openLocalAuthority(tlsFolder(inject('cluster').dataFolder))
    const { cert, key } = await authority.issue({ hosts: ['hoede.localhost'], addresses: [] })
    const idp = await world.startProvider({
      token_endpoint_auth_method: 'tls_client_auth',
      tls_client_auth_san_dns: 'hoede.localhost',
      client_secret: undefined,
    })
    const { id } = await world.add(idp, {
      clientAuthentication: 'tls_client_auth',
      credentials: { certificate: cert, privateKey: key },
    })
    expect((await world.trial(idp, id)).failure).toBeNull()
    expect(tokenRequest(idp).clientCertificate?.toString('base64')).toBe(cert.replace(/-----[^-]+-----|\s/g, ''))
    // What is public is asked without it.
    expect(idp.requests.find((each) => each.path.endsWith('configuration'))?.clientCertificate).toBeUndefined()
  })

  it('never by credentials that cannot work', async () => {
    const idp = await world.startProvider()
    const { privateKey: rsa } = await generateKeyPair('RS256', { extractable: true })
    const { publicKey } = await generateKeyPair('RS256', { extractable: true })
    const authority = await openLocalAuthority(tlsFolder(inject('cluster').dataFolder))
    const { cert } = await authority.issue({ hosts: ['hoede.localhost'], addresses: [] })
    const refused = async (clientAuthentication: string, credentials: object) => {
      const answer = await world.karin.post('/api/providers', {
        name: 'Fout',
        preset: 'other',
        issuer: idp.issuer,
        clientId,
        clientAuthentication,
        credentials,
        mapping: { amr: {}, acr: {}, acrs: {} },
        request: { scopes: [], acrValues: [], acrs: [], maxAge: 60 },
      })
      expect([answer.status, answer.body.code]).toEqual([422, 'provider-settings'])
      return answer.body.detail
    }
    expect(await refused('client_secret_basic', {})).toContain('geheim')
    expect(await refused('private_key_jwt', { clientSecret })).toContain('sleutel')
    const publicPem = await exportSPKI(publicKey)
    expect(await refused('private_key_jwt', { privateKey: publicPem })).toContain('niet te lezen')
    expect(await refused('tls_client_auth', { privateKey: await exportPKCS8(rsa) })).toContain('certificaat')
    expect(await refused('tls_client_auth', { privateKey: await exportPKCS8(rsa), certificate: cert })).toContain(
      'hoort niet bij',
    )
    const wrong = await world.add(idp, { credentials: { clientSecret: 'een ander geheim, van dertig tekens' } })
    const begun = await world.karin.post(`/api/providers/${wrong.id}/trial`)
    expect([begun.body.code, (await world.lastLog('provider.trial')).detail.cause]).toEqual([
      'provider-refused',
      'invalid_client',
    ])
  })

  it('without pushing the request ahead where the provider does not offer that', async () => {
    const idp = await world.startProvider()
    idp.metadata = ({ pushed_authorization_request_endpoint: _, ...all }) => all
    const { id } = await world.add(idp, {
      request: { scopes: ['openid'], acrValues: ['urn:zorg:loa:2'], acrs: ['c1'], maxAge: 0 },
    })
    const { url } = (await world.karin.post(`/api/providers/${id}/trial`)).body
    const asked = new URL(url).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      client_id: clientId,
      acr_values: 'urn:zorg:loa:2',
      max_age: '0',
      prompt: 'login',
      code_challenge_method: 'S256',
    })
    expect(JSON.parse(asked.get('claims')!)).toEqual({ id_token: { acrs: { essential: true, value: 'c1' } } })
    expect((await world.trial(idp, id)).succeeded).toBe(true)
  })
})
