/** The tag that restore testing puts on all that it restores, and by which alone it may delete it again. */
export const testTag = 'awsbackup-restore-test';
