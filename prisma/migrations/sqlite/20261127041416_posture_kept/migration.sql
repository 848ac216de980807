-- CreateTable
CREATE TABLE "PostureKept" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "version" TEXT NOT NULL
);
