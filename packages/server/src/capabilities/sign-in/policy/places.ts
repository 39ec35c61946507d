import type { SignInPolicy } from '@hoede/contract'
import { holdsAddress, readNetwork } from '../../../platform/text/network.ts'

type Ranges = SignInPolicy['addressRanges']

const elsewhere = 'buiten de eigen netwerken'

function rangesHolding(ranges: Ranges, address: string) {
  return ranges.flatMap(({ name, range }) => {
    const network = readNetwork(range)
    return typeof network !== 'string' && holdsAddress(network, address) ? [{ name, prefix: network.prefix }] : []
  })
}

/** Is signing in kept to networks, and is this address in none of them? */
export const isOutside = (ranges: Ranges, address: string): boolean =>
  ranges.length > 0 && rangesHolding(ranges, address).length === 0

/** Where an address is, in the words of the customer: the smallest network that holds it. */
export function placeOf(ranges: Ranges, address: string | null): string {
  const [smallest] = rangesHolding(ranges, address ?? '').sort((one, other) => other.prefix - one.prefix)
  return smallest?.name ?? elsewhere
}
