/** Why a folder cannot be used as a stand-in's state, in a sentence for the person who gave it. */

export class UnusableState extends Error {
  override readonly name = 'UnusableState';
}
