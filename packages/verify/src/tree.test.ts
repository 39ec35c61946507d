import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  consistencyProof,
  emptyRoot,
  GrowingTree,
  type Hash,
  inclusionProof,
  isConsistent,
  isIncluded,
  leafHash,
  nodeHash,
  type ReadHashes,
  rootAt,
  sameHash,
} from './tree.ts'

const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex')

/** The tree head by the words of RFC 9162, 2.1.1, not by ours: split at the largest power of two below the size. */
function headOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(headOf(leaves.slice(0, k)), headOf(leaves.slice(k)))
}

const readFrom =
  (leaves: readonly Hash[]): ReadHashes =>
  async (subtrees) =>
    subtrees.map(({ level, index }) => headOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)))

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`row ${i}`)))

test('the vectors of Certificate Transparency: eight entries, their roots and a few proofs', async () => {
  // As published with the reference implementation (google/certificate-transparency, merkle_tree_test).
  const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const leaves = entries.map((entry) => leafHash(Buffer.from(entry, 'hex')))
  const read = readFrom(leaves)
  expect(hex(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]
  for (const [at, root] of roots.entries()) expect(hex(await rootAt(at + 1, read))).toBe(root)
  expect((await inclusionProof(0, 8, read)).map(hex)).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  expect((await consistencyProof(6, 8, read)).map(hex)).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
})

test('a tree that grows has the root of the RFC at every size, also when it goes on from its edge', async () => {
  const leaves = leavesOf(200)
  let tree = new GrowingTree()
  for (const [at, leaf] of leaves.entries()) {
    expect(hex(tree.root())).toBe(hex(headOf(leaves.slice(0, at))))
    if (at % 7 === 0) tree = new GrowingTree(tree.size, tree.edge)
    tree.add(leaf)
  }
  expect(() => new GrowingTree(3, leaves.slice(0, 1))).toThrow(RangeError)
})

test('every inclusion proof holds, for its own leaf, place, size and root only', async () => {
  const leaves = leavesOf(70)
  const read = readFrom(leaves)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), async (size, a, b) => {
      const [index, other] = [a % size, b % 70]
      const root = await rootAt(size, read)
      const proof = await inclusionProof(index, size, read)
      expect(isIncluded(leaves[index]!, index, size, proof, root)).toBe(true)
      expect(isIncluded(leaves[other]!, index, size, proof, root)).toBe(other === index)
      expect(isIncluded(leaves[index]!, other, size, proof, root)).toBe(other === index)
      expect(isIncluded(leaves[index]!, index, size, [...proof, root], root)).toBe(false)
      if (proof.length) expect(isIncluded(leaves[index]!, index, size, proof.slice(1), root)).toBe(false)
    }),
  )
})

test('every consistency proof holds, and never for another beginning', async () => {
  const leaves = leavesOf(70)
  const changed = leaves.map((leaf, at) => (at === 0 ? leafHash(Buffer.from('changed')) : leaf))
  const read = readFrom(leaves)
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 70 }), fc.nat({ max: 70 }), async (one, two) => {
      const [first, second] = [Math.min(one, two), Math.max(one, two)]
      const [firstRoot, secondRoot] = [await rootAt(first, read), await rootAt(second, read)]
      const proof = await consistencyProof(first, second, read)
      expect(isConsistent(first, second, firstRoot, secondRoot, proof)).toBe(true)
      const forked = await rootAt(first, readFrom(changed))
      if (first > 0) expect(isConsistent(first, second, forked, secondRoot, proof)).toBe(false)
      expect(isConsistent(first, second, firstRoot, secondRoot, [...proof, firstRoot])).toBe(false)
      if (proof.length) expect(isConsistent(first, second, firstRoot, secondRoot, proof.slice(0, -1))).toBe(false)
    }),
  )
})

test('a proof from another size does not hold', async () => {
  const read = readFrom(leavesOf(20))
  const proof = await consistencyProof(7, 20, read)
  expect(isConsistent(7, 19, await rootAt(7, read), await rootAt(19, read), proof)).toBe(false)
  expect(sameHash(await rootAt(7, read), await rootAt(8, read))).toBe(false)
})
