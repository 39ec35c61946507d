import { expect, test } from 'vitest'
import { keyChange, readCheckpoint, signCheckpoint } from './checkpoint.ts'
import {
  cosignatureLine,
  NoteError,
  readNote,
  readSignatures,
  readVerifier,
  signerOf,
  verified,
  verifierText,
} from './note.ts'
import { emptyRoot } from './tree.ts'

const signer = signerOf('hoede/linde/1', Buffer.alloc(32, 7))
const other = signerOf('hoede/linde/1', Buffer.alloc(32, 8))
const checkpoint = {
  origin: 'hoede/linde/1',
  size: 12,
  root: emptyRoot,
  at: '2026-11-23T17:00:00.000001Z',
  nextKey: undefined,
}

test('the example of the signed note format is read and found valid', () => {
  const key = readVerifier('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
  const note = readNote(`This is an example message.

\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`)
  expect(verified(note, key)).toEqual({ time: undefined })
  expect(() => verified({ ...note, text: 'This is another message.\n' }, key)).toThrow(NoteError)
})

test('a checkpoint reads back as it was written, and by its own key only', () => {
  const note = readNote(signCheckpoint(checkpoint, [signer]))
  expect(readCheckpoint(note.text)).toMatchObject({ ...checkpoint, root: Buffer.from(emptyRoot) })
  expect(verified(note, readVerifier(verifierText(signer)))).toBeDefined()
  expect(verified(note, other)).toBeUndefined()
  expect(() => verified({ ...note, text: note.text.replace('12', '13') }, signer)).toThrow(NoteError)
})

test('a change of key names the next one and is signed by both', () => {
  const note = readNote(keyChange(checkpoint, signer, other))
  expect(readCheckpoint(note.text).nextKey).toBe(verifierText(other))
  expect(verified(note, signer) && verified(note, other)).toBeDefined()
})

test('a witness says when it saw a checkpoint', () => {
  const witness = signerOf('zorggroep.example/witness', Buffer.alloc(32, 9), 'cosignature')
  const note = readNote(
    signCheckpoint(checkpoint, [signer]) +
      cosignatureLine(readNote(signCheckpoint(checkpoint, [signer])).text, witness, 1_795_000_000),
  )
  expect(verified(note, readVerifier(verifierText(witness)))?.time).toEqual(new Date(1_795_000_000_000))
  expect(() => verified({ ...note, text: note.text.replace('12', '11') }, witness)).toThrow(NoteError)
})

test.each([
  ['no signature', 'text\n\n'],
  ['no empty line', 'text\n\u2014 a AAAAAAA=\n'],
  ['a dash for the em dash', 'text\n\n- a AAAAAAA=\n'],
  ['no last newline', 'text\n\n\u2014 a AAAAAAA='],
])('not a note: %s', (_, text) => {
  expect(() => readNote(text)).toThrow(NoteError)
})

test.each([
  '',
  'a+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  'a+530d903a+AA==',
  'a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
])('not a key: %s', (text) => {
  expect(() => readVerifier(text)).toThrow(NoteError)
})

test.each([
  'a\n01\nAA==\n',
  'a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
  'a\n5\nAA==\n',
  '',
  '\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
])('not a checkpoint: %j', (text) => {
  expect(() => readCheckpoint(text)).toThrow(NoteError)
})

test('signature lines are at most a hundred', () => {
  expect(() => readSignatures('\u2014 a AAAAAAA=\n'.repeat(101))).toThrow(NoteError)
})
