-- CreateTable
CREATE TABLE "StoredBytes" (
    "owner" TEXT NOT NULL,
    "bytes" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "StoredBytes_pkey" PRIMARY KEY ("owner")
);
