import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { ApiProblem } from '../api/problem.ts'

const titles = {
  'passkey-unsupported': 'Deze browser kent geen passkeys. Kies een andere manier, of gebruik een ander apparaat.',
  'passkey-not-given': 'Het lukte niet met de passkey. Misschien sloot je het venster, of het duurde te lang.',
  'passkey-known': 'Dit apparaat of deze sleutel is al toegevoegd.',
}

/** Can this browser do passkeys at all? */
export const knowsPasskeys = (): boolean => typeof window.PublicKeyCredential === 'function'

const load = () => import('@simplewebauthn/browser')

/** Has a passkey sign the challenge (WebAuthn section 7.2). @throws ApiProblem when the person or the browser does not. */
export async function signWithPasskey(options: unknown): Promise<object> {
  if (!knowsPasskeys()) throw problem('passkey-unsupported')
  const { startAuthentication } = await load()
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
  return startAuthentication({ optionsJSON }).catch(refuse)
}

/** Makes a new passkey (WebAuthn section 7.1). @throws ApiProblem when the person or the browser does not. */
export async function makePasskey(options: unknown): Promise<object> {
  if (!knowsPasskeys()) throw problem('passkey-unsupported')
  const { startRegistration } = await load()
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON
  return startRegistration({ optionsJSON }).catch(refuse)
}

const problem = (code: keyof typeof titles) => new ApiProblem({ code, title: titles[code] })

/** The library's own errors say what a browser means by its few names; to a person there are three. */
function refuse(error: Error): never {
  if (error.name === 'InvalidStateError') throw problem('passkey-known')
  throw problem(error.name === 'NotSupportedError' ? 'passkey-unsupported' : 'passkey-not-given')
}
