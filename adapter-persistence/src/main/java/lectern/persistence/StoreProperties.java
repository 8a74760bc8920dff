package lectern.persistence;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The store that commands go to: the database of {@code spring.datasource}, through this pool. */
@ConfigurationProperties("lectern.store")
record StoreProperties(@DefaultValue PoolProperties pool) {}
