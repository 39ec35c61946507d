import type { ClientDetail } from '@hoede/contract'
import type { Permission } from '@hoede/contract/vocabulary'
import { useOutletContext } from 'react-router'

export interface RecordContext {
  client: ClientDetail
  /** What the server says is possible in this record, for this person. */
  may: (permission: Permission) => boolean
}

/** The record that is open; inside of its layout only. */
export const useRecord = (): RecordContext => useOutletContext<RecordContext>()
