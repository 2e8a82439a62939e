// AWS's SDK for Go against the stand-in, which AWS_ENDPOINT_URL names.
package clients

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

var ctx = context.Background()

func client(t *testing.T) *s3.Client {
	t.Helper()
	settings, err := config.LoadDefaultConfig(ctx)
	check(t, err)
	return s3.NewFromConfig(settings, func(o *s3.Options) { o.UsePathStyle = true })
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A bucket with versions of its own for each test; locked keeps what is written to it for a day.
func bucket(t *testing.T, c *s3.Client, locked bool) *string {
	t.Helper()
	name := aws.String("go-" + strings.ToLower(strings.ReplaceAll(t.Name(), "_", "-")))
	place := &types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraintEuCentral1}
	_, err := c.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: name, CreateBucketConfiguration: place, ObjectLockEnabledForBucket: aws.Bool(locked)})
	check(t, err)
	enabled := &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}
	_, err = c.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: name, VersioningConfiguration: enabled})
	check(t, err)
	return name
}

func put(t *testing.T, c *s3.Client, name *string, key string, body string) *s3.PutObjectOutput {
	t.Helper()
	made, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: name, Key: &key, Body: strings.NewReader(body)})
	check(t, err)
	return made
}

func refusedWith(t *testing.T, code string, err error) {
	t.Helper()
	var refused smithy.APIError
	if !errors.As(err, &refused) || refused.ErrorCode() != code {
		t.Fatalf("want %s, got %v", code, err)
	}
}

func TestObjectsComeBackWhateverTheirKeys(t *testing.T) {
	c := client(t)
	name := bucket(t, c, false)
	keys := []string{"a b+c/é日 (1)!*'~&=?#%", "line\nbreak", "//double", "plain"}
	for _, key := range keys {
		put(t, c, name, key, "bytes of "+key)
		got, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: name, Key: &key, ChecksumMode: types.ChecksumModeEnabled})
		check(t, err)
		body, err := io.ReadAll(got.Body)
		check(t, err)
		if string(body) != "bytes of "+key {
			t.Errorf("%q came back as %q", key, body)
		}
	}
	found := 0
	for pages := s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{Bucket: name, MaxKeys: aws.Int32(2)}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		check(t, err)
		found += len(page.Contents)
	}
	if found != len(keys) {
		t.Errorf("%d of %d listed", found, len(keys))
	}
}

func TestVersionsOutliveDeletion(t *testing.T) {
	c := client(t)
	name := bucket(t, c, false)
	first := put(t, c, name, "a", "one")
	put(t, c, name, "a", "two")
	_, err := c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: name, Key: aws.String("a")})
	check(t, err)
	_, err = c.GetObject(ctx, &s3.GetObjectInput{Bucket: name, Key: aws.String("a")})
	var gone *types.NoSuchKey
	if !errors.As(err, &gone) {
		t.Fatalf("want NoSuchKey, got %v", err)
	}
	listed, err := c.ListObjectVersions(ctx, &s3.ListObjectVersionsInput{Bucket: name})
	check(t, err)
	if len(listed.Versions) != 2 || len(listed.DeleteMarkers) != 1 {
		t.Errorf("%d versions and %d markers", len(listed.Versions), len(listed.DeleteMarkers))
	}
	_, err = c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: name, Key: aws.String("a"), VersionId: first.VersionId})
	check(t, err)
}

func TestLargeBodiesGoInPartsEachWithItsChecksum(t *testing.T) {
	c := client(t)
	name := bucket(t, c, false)
	body := make([]byte, 12<<20)
	rand.Read(body)
	for _, algorithm := range []types.ChecksumAlgorithm{"CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"} {
		key := aws.String(string(algorithm))
		// A reader that cannot go back: what it says is not known before it was sent.
		stream := io.MultiReader(bytes.NewReader(body))
		_, err := manager.NewUploader(c).Upload(ctx, &s3.PutObjectInput{Bucket: name, Key: key, Body: stream, ChecksumAlgorithm: algorithm})
		check(t, err)
		back := manager.NewWriteAtBuffer(nil)
		_, err = manager.NewDownloader(c).Download(ctx, back, &s3.GetObjectInput{Bucket: name, Key: key})
		check(t, err)
		if !bytes.Equal(back.Bytes(), body) {
			t.Errorf("%s: other bytes came back", algorithm)
		}
	}
}

func TestLockedVersionsStay(t *testing.T) {
	c := client(t)
	name := bucket(t, c, true)
	lock := &types.ObjectLockConfiguration{
		ObjectLockEnabled: types.ObjectLockEnabledEnabled,
		Rule:              &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{Mode: types.ObjectLockRetentionModeCompliance, Days: aws.Int32(1)}},
	}
	_, err := c.PutObjectLockConfiguration(ctx, &s3.PutObjectLockConfigurationInput{Bucket: name, ObjectLockConfiguration: lock})
	check(t, err)
	made := put(t, c, name, "a", "kept")
	_, err = c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: name, Key: aws.String("a"), VersionId: made.VersionId, BypassGovernanceRetention: aws.Bool(true)})
	refusedWith(t, "AccessDenied", err)
}

func TestTheArchiveIsClosedUntilItIsRestored(t *testing.T) {
	c := client(t)
	name := bucket(t, c, false)
	_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: name, Key: aws.String("old"), Body: strings.NewReader("old"), StorageClass: types.StorageClassGlacier})
	check(t, err)
	_, err = c.GetObject(ctx, &s3.GetObjectInput{Bucket: name, Key: aws.String("old")})
	var closed *types.InvalidObjectState
	if !errors.As(err, &closed) {
		t.Fatalf("want InvalidObjectState, got %v", err)
	}
	days := &types.RestoreRequest{Days: aws.Int32(1)}
	_, err = c.RestoreObject(ctx, &s3.RestoreObjectInput{Bucket: name, Key: aws.String("old"), RestoreRequest: days})
	check(t, err)
	_, err = c.RestoreObject(ctx, &s3.RestoreObjectInput{Bucket: name, Key: aws.String("old"), RestoreRequest: days})
	refusedWith(t, "RestoreAlreadyInProgress", err)
}

func TestSignedUrlsAreEnough(t *testing.T) {
	c := client(t)
	name := bucket(t, c, false)
	signer := s3.NewPresignClient(c, s3.WithPresignExpires(time.Minute))
	url, err := signer.PresignPutObject(ctx, &s3.PutObjectInput{Bucket: name, Key: aws.String("a b")})
	check(t, err)
	request, err := http.NewRequest(url.Method, url.URL, strings.NewReader("by URL"))
	check(t, err)
	for header, values := range url.SignedHeader {
		request.Header[header] = values
	}
	answer, err := http.DefaultClient.Do(request)
	check(t, err)
	if answer.StatusCode != 200 {
		t.Fatalf("PUT was answered %d", answer.StatusCode)
	}
	url, err = signer.PresignGetObject(ctx, &s3.GetObjectInput{Bucket: name, Key: aws.String("a b")})
	check(t, err)
	answer, err = http.Get(url.URL)
	check(t, err)
	if body, _ := io.ReadAll(answer.Body); string(body) != "by URL" {
		t.Errorf("GET was answered %q", body)
	}
}
