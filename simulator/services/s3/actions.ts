/** Every action of S3 that is simulated. */
export const s3Actions: readonly string[] = [
  ...["CreateBucket", "DeleteBucket", "GetBucketLocation", "HeadBucket", "ListBuckets"],
  ...["DeleteBucketTagging", "GetBucketTagging", "PutBucketTagging"],
  ...["GetBucketNotificationConfiguration", "PutBucketNotificationConfiguration"],
  ...["CopyObject", "DeleteObject", "DeleteObjects", "GetObject", "HeadObject", "PutObject"],
  ...["ListObjects", "ListObjectsV2"],
  ...["DeleteObjectTagging", "GetObjectTagging", "PutObjectTagging"],
  ...["AbortMultipartUpload", "CompleteMultipartUpload", "CreateMultipartUpload", "UploadPart", "UploadPartCopy"],
  ...["ListMultipartUploads", "ListParts"],
];
