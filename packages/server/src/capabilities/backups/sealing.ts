import { Readable } from 'node:stream'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { openAge, sealAge } from '../../platform/crypto/age.ts'
import { type Filter, hasProgram, type PipelineOptions, pipeline } from '../../platform/process/pipeline.ts'

/**
 * Runs a program whose output is compressed (zstd) and sealed for the recipients (age). The programs `zstd` and `age` do it where
 * they are installed, which is several times as fast; this process otherwise.
 */
export async function* sealedOutput(
  program: Filter,
  recipients: readonly string[],
  options: PipelineOptions,
): AsyncGenerator<Uint8Array> {
  const [zstd, age] = await Promise.all([hasProgram('zstd'), hasProgram('age')])
  const filters = [program]
  if (zstd) filters.push({ command: 'zstd', args: ['-q', '-3', '-c'] })
  if (zstd && age) filters.push({ command: 'age', args: recipients.flatMap((recipient) => ['-r', recipient]) })
  const output = pipeline(filters, options)
  if (zstd && age) yield* output
  else yield* sealAge(zstd ? output : compressed(output), recipients)
}

/** Gives a program what sealedOutput() made, opened and decompressed, and yields what it says. */
export async function* openedInput(
  sealed: AsyncIterable<Uint8Array>,
  identity: string,
  program: Filter,
  options: Omit<PipelineOptions, 'input' | 'secret'>,
): AsyncGenerator<Uint8Array> {
  const [zstd, age] = await Promise.all([hasProgram('zstd'), hasProgram('age')])
  const opening: Filter = { command: 'age', args: ['-d', '-i', '/dev/fd/5'] }
  const unpacking: Filter = { command: 'zstd', args: ['-q', '-d', '-c'] }
  if (age && zstd) {
    yield* pipeline([opening, unpacking, program], { ...options, input: sealed, secret: identity })
    return
  }
  const opened = openAge(sealed, identity)
  if (zstd) yield* pipeline([unpacking, program], { ...options, input: opened })
  else yield* pipeline([program], { ...options, input: decompressed(opened) })
}

const compressed = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  Readable.from(source).compose(createZstdCompress())

const decompressed = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  Readable.from(source).compose(createZstdDecompress())
