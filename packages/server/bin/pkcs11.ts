// The process in which the library of a hardware module lives; started by pkcs11KeyProvider, ends with it.
import { KeyProblem } from '../src/platform/crypto/key-problem.ts'
import type { Pkcs11Answer, Pkcs11Question } from '../src/platform/crypto/pkcs11-provider.ts'
import { Pkcs11Token } from '../src/platform/crypto/pkcs11-token.ts'

let token: Pkcs11Token | undefined

function answer(question: Pkcs11Question): Uint8Array | undefined {
  const { settings, does, name, bytes } = question
  token ??= new Pkcs11Token(settings.library, settings.token, settings.pin)
  if (does === 'ensure') return void token.ensure(name)
  if (does === 'destroy') return token.destroy(name) ? Buffer.of(1) : undefined
  return token[does](name, Buffer.from(bytes ?? []))
}

process.on('message', (question: Pkcs11Question) => {
  const { id } = question
  try {
    process.send?.({ id, bytes: answer(question) } satisfies Pkcs11Answer)
  } catch (error) {
    const problem = error instanceof KeyProblem ? error : new KeyProblem('key-unreachable', (error as Error).message)
    process.send?.({ id, code: problem.code, message: problem.message } satisfies Pkcs11Answer)
  }
})
process.on('disconnect', () => process.exit(0))
