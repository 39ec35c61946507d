/** What other slices may ask about care relations. */
export { endRelation, relate } from './relations.ts'
