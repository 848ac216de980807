-- CreateTable
CREATE TABLE "PostureKept" (
    "accountId" TEXT NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "PostureKept_pkey" PRIMARY KEY ("accountId")
);
