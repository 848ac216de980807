-- CreateTable
CREATE TABLE "StoredBytes" (
    "owner" TEXT NOT NULL PRIMARY KEY,
    "bytes" REAL NOT NULL
);
