/** The versions of the AWS CLI whose messages are written: 2.23 as until 2.33, 2.36 as from 2.34. */
export type Generation = '2.23' | '2.36';
